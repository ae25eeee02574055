using System.Runtime.CompilerServices;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Ketrew.TestSupport;

/// <summary>Compares text with <c>Subject.Behaviour.verified.txt</c> beside the test; a difference is written to <c>.received.txt</c> and never accepted by the run itself.</summary>
public static class Snapshot
{
    /// <summary>Fails unless the text is the accepted one.</summary>
    /// <param name="text">What was printed or generated; line ends are made <c>\n</c>.</param>
    /// <param name="variant">Tells the cases of one test apart; empty when there is one only.</param>
    /// <param name="file">The test's source file; filled in by the compiler.</param>
    /// <param name="behaviour">The test's name; filled in by the compiler.</param>
    public static async Task Verify(
        string text, string variant = "", [CallerFilePath] string file = "", [CallerMemberName] string behaviour = "")
    {
        string subject = Path.GetFileNameWithoutExtension(file);
        string name = variant.Length == 0 ? $"{subject}.{behaviour}" : $"{subject}.{behaviour}.{variant}";
        string path = Path.Combine(Path.GetDirectoryName(file)!, name);
        await VerifyFile(text, $"{path}.verified.txt", $"{path}.received.txt");
    }

    /// <summary>Fails unless the text is what a file holds.</summary>
    /// <param name="text">What was printed or generated; line ends are made <c>\n</c>.</param>
    /// <param name="verified">The accepted text; may not exist yet.</param>
    /// <param name="received">Written on a difference, deleted otherwise.</param>
    public static async Task VerifyFile(string text, string verified, string received)
    {
        string actual = text.ReplaceLineEndings("\n");
        string? expected = File.Exists(verified) ? (await File.ReadAllTextAsync(verified)).ReplaceLineEndings("\n") : null;
        if (actual.TrimEnd('\n') == expected?.TrimEnd('\n'))
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, actual);
        throw new SnapshotException(
            $"{Path.GetFileName(received)} differs; when it is right, rename it to {Path.GetFileName(verified)}.\n{Difference(expected ?? "", actual)}");
    }

    private static string Difference(string expected, string actual)
    {
        DiffPaneModel model = new InlineDiffBuilder(new Differ()).BuildDiffModel(expected, actual);
        return string.Join('\n', model.Lines.Where(line => line.Type != ChangeType.Unchanged).Select(
            line => $"{(line.Type == ChangeType.Inserted ? '+' : '-')} {line.Text}"));
    }
}

/// <summary>A snapshot isn't what it was.</summary>
/// <param name="message">Which one, and the difference.</param>
public sealed class SnapshotException(string message) : Exception(message);
