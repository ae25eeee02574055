using Ketrew.Expander.Globbing;
using Ketrew.Expander.Observations;

namespace Ketrew.Sdk.Testing.Trees;

/// <summary>A project in memory. Outside of it there is nothing.</summary>
internal sealed class MemoryTree : IProjectTree
{
    private const string RootPath = "/project";

    private readonly Dictionary<ProjectPath, SortedDictionary<string, MemoryEntry>> _directories;

    public MemoryTree()
        : this(new() { [ProjectPath.Root] = new(StringComparer.Ordinal) })
    {
    }

    private MemoryTree(Dictionary<ProjectPath, SortedDictionary<string, MemoryEntry>> directories) => _directories = directories;

    public string Root => RootPath;

    /// <summary>Every file, links not followed, in ordinal order.</summary>
    public IEnumerable<(ProjectPath Path, byte[] Content)> Files => _directories
        .SelectMany(directory => directory.Value.Select(entry => (Path: directory.Key / entry.Key, Content: (entry.Value as MemoryEntry.File)?.Content)))
        .Where(file => file.Content is not null)
        .Select(file => (file.Path, file.Content ?? []))
        .OrderBy(file => file.Path);

    /// <summary>Another tree with the same entries.</summary>
    public MemoryTree Copy() => new(_directories.ToDictionary(directory => directory.Key, directory => new SortedDictionary<string, MemoryEntry>(directory.Value, StringComparer.Ordinal)));

    /// <summary>What is at a path, links not followed; null for nothing.</summary>
    /// <param name="path">Any path.</param>
    public MemoryEntry? Find(ProjectPath path) =>
        path.IsRoot ? new MemoryEntry.Directory() : _directories.GetValueOrDefault(path.Parent)?.GetValueOrDefault(path.Name);

    /// <summary>Puts an entry in place of whatever is there, making the directories above.</summary>
    /// <param name="path">Not the root.</param>
    /// <param name="entry">A file, a link, or a directory; a directory that is there stays as it is.</param>
    /// <exception cref="InvalidOperationException">A file or a link stands where a directory is needed, or a directory is in the way.</exception>
    public void Put(ProjectPath path, MemoryEntry entry)
    {
        if (!path.IsRoot)
        {
            Put(path.Parent, new MemoryEntry.Directory());
        }

        switch (Find(path), entry)
        {
            case (MemoryEntry.Directory, MemoryEntry.Directory):
                return;
            case ({ } there, MemoryEntry.Directory):
                throw new InvalidOperationException($"{path} is a {NameOf(there)}: there can't be anything below it.");
            case (MemoryEntry.Directory, _):
                throw new InvalidOperationException($"{path} is a directory.");
        }

        _directories[path.Parent][path.Name] = entry;
        if (entry is MemoryEntry.Directory)
        {
            _directories.Add(path, new(StringComparer.Ordinal));
        }
    }

    /// <summary>Takes an entry away, a directory with all that it holds.</summary>
    /// <param name="path">Not the root.</param>
    /// <exception cref="InvalidOperationException">There is nothing.</exception>
    public void Remove(ProjectPath path)
    {
        if (path.IsRoot || _directories.GetValueOrDefault(path.Parent)?.Remove(path.Name) != true)
        {
            throw new InvalidOperationException($"{path} doesn't exist.");
        }

        foreach (ProjectPath directory in _directories.Keys.Where(directory => directory.IsAtOrBelow(path)).ToArray())
        {
            _directories.Remove(directory);
        }
    }

    public TreeEntry? Look(string directory, string name)
    {
        string path = $"{directory}/{name}";
        return Find(PathOf(path)) switch
        {
            null => null,
            MemoryEntry.Link link => new TreeEntry(path, false, link.Target),
            { } entry => new TreeEntry(path, entry is MemoryEntry.Directory, null),
        };
    }

    public IReadOnlyList<DirectoryEntry> List(ProjectPath directory) =>
        LinkWalk.Follow(this, directory) is { } real && _directories.TryGetValue(real, out SortedDictionary<string, MemoryEntry>? entries)
            ? [.. entries.Select(entry => new DirectoryEntry(entry.Key, KindOf(real / entry.Key, entry.Value)))]
            : [];

    public FileContent Read(ProjectPath path, string realPath, long limitBytes)
    {
        byte[] content = (Find(PathOf(realPath)) as MemoryEntry.File)?.Content ?? throw new InvalidOperationException($"There is no file at {realPath}.");
        return content.Length > limitBytes ? FileContent.TooLarge(path, limitBytes) : new FileContent(content, null);
    }

    public byte[]? TryReadWorkflow(ProjectPath path) => LinkWalk.Follow(this, path) is { } real ? (Find(real) as MemoryEntry.File)?.Content : null;

    private EntryKind KindOf(ProjectPath path, MemoryEntry entry) => entry switch
    {
        MemoryEntry.File => EntryKind.File,
        MemoryEntry.Directory => EntryKind.Directory,
        _ => LinkWalk.Follow(this, path) is not { } real ? EntryKind.Other : Find(real) is MemoryEntry.File ? EntryKind.File : EntryKind.DirectoryLink,
    };

    private static ProjectPath PathOf(string realPath) => realPath.Length == RootPath.Length ? ProjectPath.Root : ProjectPath.Parse(realPath[(RootPath.Length + 1)..]);

    private static string NameOf(MemoryEntry entry) => entry is MemoryEntry.File ? "file" : "link";
}
