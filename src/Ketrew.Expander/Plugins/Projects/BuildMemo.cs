using System.Globalization;

namespace Ketrew.Expander.Plugins.Projects;

/// <summary>Remembers which sources an existing build was made from, by size and time, so that an unchanged project isn't read again.</summary>
/// <param name="path">Where it is kept. A damaged or foreign file is none.</param>
internal sealed class BuildMemo(string path)
{
    // File systems note times in steps; what was written in the same step as the memo may change again without a new time.
    private static readonly long _coarsestStep = TimeSpan.FromSeconds(2).Ticks;

    /// <summary>The assembly that was made from exactly these sources; null when that isn't certain.</summary>
    public string? Find(IReadOnlyList<SourceFile> files, string toolchain)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        string[] lines = File.ReadAllText(path).Split('\n');
        return lines.Length > 2 && lines[0] == "plugin project 1" && lines[2..].SequenceEqual(Describe(files, toolchain)) && File.Exists(lines[1]) ? lines[1] : null;
    }

    /// <summary>Remembers an assembly, unless a source is so young that its time means nothing yet.</summary>
    /// <param name="assembly">Absolute path.</param>
    /// <param name="files">What it was made from.</param>
    /// <param name="toolchain">What else it was made with.</param>
    public void Remember(string assembly, IReadOnlyList<SourceFile> files, string toolchain)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}";
        File.WriteAllText(temporary, string.Join('\n', ["plugin project 1", assembly, .. Describe(files, toolchain)]));
        long now = File.GetLastWriteTimeUtc(temporary).Ticks;
        if (files.Any(file => now - file.ModifiedTicks < _coarsestStep))
        {
            File.Delete(temporary);
            File.Delete(path);
            return;
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static IEnumerable<string> Describe(IReadOnlyList<SourceFile> files, string toolchain) => files
        .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.SizeBytes} {file.ModifiedTicks} {file.Path}"))
        .Prepend(toolchain);
}
