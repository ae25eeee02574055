namespace Ketrew.Sdk.Testing.Comparing;

/// <summary>The text that a test was told to expect, beside the test; a difference is written next to it and never accepted by the run itself.</summary>
/// <param name="Verified">The accepted text; may not exist yet.</param>
/// <param name="Received">Written on a difference, deleted otherwise.</param>
internal sealed record SnapshotFile(string Verified, string Received)
{
    /// <summary>The snapshot of a test: <c>Subject.Behaviour.verified.txt</c>.</summary>
    /// <param name="testFile">The test's source file.</param>
    /// <param name="testName">The test.</param>
    /// <param name="variant">Tells several of one test apart; may be empty.</param>
    public static SnapshotFile Of(string testFile, string testName, string variant)
    {
        string name = $"{Path.GetFileNameWithoutExtension(testFile)}.{testName}{(variant.Length == 0 ? "" : ".")}{variant}";
        string path = Path.Combine(Path.GetDirectoryName(testFile) ?? "", name);
        return new SnapshotFile($"{path}.verified.txt", $"{path}.received.txt");
    }

    /// <summary>Compares; line ends and empty lines at the end don't count.</summary>
    /// <param name="text">What was printed or generated.</param>
    /// <returns>What is wrong, for the test to fail with; null when nothing is.</returns>
    public string? Compare(string text)
    {
        if (!Directory.Exists(Path.GetDirectoryName(Verified)))
        {
            return $"the folder of {Path.GetFileName(Verified)} isn't at {Path.GetDirectoryName(Verified)}, where the test was compiled"
                + "\nhint: <DeterministicSourcePaths>false</DeterministicSourcePaths> in the test project";
        }

        string actual = text.ReplaceLineEndings("\n");
        string? expected = File.Exists(Verified) ? File.ReadAllText(Verified).ReplaceLineEndings("\n") : null;
        if (actual.TrimEnd('\n') == expected?.TrimEnd('\n'))
        {
            File.Delete(Received);
            return null;
        }

        File.WriteAllText(Received, actual);
        string problem = expected is null ? $"{Path.GetFileName(Verified)} doesn't exist yet" : $"{Path.GetFileName(Received)} differs";
        return $"{problem}; when it is right, rename {Path.GetFileName(Received)} to {Path.GetFileName(Verified)}\n\n{TextDifference.Between(expected ?? "", actual)}";
    }
}
