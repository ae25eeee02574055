using Ketrew.Engine.Planning;

namespace Ketrew.Engine.Snapshots;

/// <summary>Which entries of a snapshot tell of which files of a graph: of a file its own, of a directory also those of all that is in it.</summary>
/// <param name="graph">Null when nobody wants to know.</param>
internal sealed class FileUses(TargetGraph? graph)
{
    private readonly List<(int File, int Entry)> _uses = [];

    /// <summary>False when an entry belongs to no file of the graph.</summary>
    public bool AreComplete { get; private set; } = true;

    /// <summary>Adds an entry.</summary>
    /// <param name="path">Its path, relative to the root.</param>
    /// <param name="entry">Its index.</param>
    public void Add(string path, int entry)
    {
        if (graph is null)
        {
            return;
        }

        int before = _uses.Count;
        for (int end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            AddIfFile(path.AsSpan(0, end), entry);
        }

        AddIfFile(".", entry);
        AreComplete &= _uses.Count > before;
    }

    /// <summary>The entries by the file's number.</summary>
    public ILookup<int, int> ByFile() => _uses.ToLookup(use => use.File, use => use.Entry);

    private void AddIfFile(ReadOnlySpan<char> path, int entry)
    {
        if (graph!.TryFindFile(path, out int file))
        {
            _uses.Add((file, entry));
        }
    }
}
