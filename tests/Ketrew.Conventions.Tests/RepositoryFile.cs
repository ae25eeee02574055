using Ketrew.TestSupport;

namespace Ketrew.Conventions.Tests;

/// <summary>A file of the checkout that git would keep.</summary>
/// <param name="Path">Relative to the repository's root, with <c>/</c>.</param>
public sealed record RepositoryFile(string Path)
{
    // What .gitignore leaves out, plus git's own folder. Walking needs no git, so an unpacked archive is checked too.
    private static readonly string[] _ignoredFolders =
        [".git", ".ketrew", ".vs", ".idea", ".vscode", "artifacts", "out", "obj", "bin", "results", "node_modules"];

    /// <summary>All of them, in ordinal order of paths.</summary>
    public static IReadOnlyList<RepositoryFile> All { get; } =
        [.. Walk(Repository.Root).Order(StringComparer.Ordinal).Select(path => new RepositoryFile(path))];

    /// <summary>The C# files among them.</summary>
    public static IEnumerable<RepositoryFile> Sources => All.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>The Markdown files among them.</summary>
    public static IEnumerable<RepositoryFile> Documents => All.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal));

    /// <summary>Absolute.</summary>
    public string FullPath => System.IO.Path.Combine(Repository.Root, Path);

    /// <summary>The whole content.</summary>
    public string ReadText() => File.ReadAllText(FullPath);

    /// <summary>The lines, without their ends.</summary>
    public string[] ReadLines() => File.ReadAllLines(FullPath);

    /// <summary>True when one of the folders holds it, however deep.</summary>
    /// <param name="folders">Relative to the repository's root.</param>
    public bool IsBelow(params string[] folders) =>
        folders.Any(folder => Path.StartsWith(folder + '/', StringComparison.Ordinal));

    /// <summary>The path.</summary>
    public override string ToString() => Path;

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            if (!file.EndsWith(".received.txt", StringComparison.Ordinal) && System.IO.Path.GetFileName(file) != ".git")
            {
                yield return System.IO.Path.GetRelativePath(Repository.Root, file);
            }
        }

        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            if (!_ignoredFolders.Contains(System.IO.Path.GetFileName(inner)))
            {
                foreach (string file in Walk(inner))
                {
                    yield return file;
                }
            }
        }
    }
}
