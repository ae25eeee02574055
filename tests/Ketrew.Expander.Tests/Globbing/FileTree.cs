using Ketrew.Expander.Globbing;
using Ketrew.Sdk;

namespace Ketrew.Expander.Tests.Globbing;

/// <summary>Directories in memory, made of paths; one that ends in <c>@</c> is a link to a directory with a file <c>x.cs</c>.</summary>
internal sealed class FileTree
{
    private readonly Dictionary<ProjectPath, Dictionary<string, EntryKind>> _directories = [];

    public FileTree(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            Add(ProjectPath.Parse(file.TrimEnd('@')), file.EndsWith('@') ? EntryKind.DirectoryLink : EntryKind.File);
        }
    }

    public List<ProjectPath> Listed { get; } = [];

    public IReadOnlyList<DirectoryEntry> List(ProjectPath directory)
    {
        Listed.Add(directory);
        return _directories.TryGetValue(directory, out Dictionary<string, EntryKind>? entries)
            ? [.. entries.Reverse().Select(entry => new DirectoryEntry(entry.Key, entry.Value))]
            : [];
    }

    private void Add(ProjectPath path, EntryKind kind)
    {
        if (kind == EntryKind.DirectoryLink)
        {
            Add(path / "x.cs", EntryKind.File);
        }

        for (ProjectPath current = path; !current.IsRoot; current = current.Parent)
        {
            if (!_directories.TryGetValue(current.Parent, out Dictionary<string, EntryKind>? entries))
            {
                _directories.Add(current.Parent, entries = []);
            }

            entries[current.Name] = kind;
            kind = EntryKind.Directory;
        }
    }
}
