namespace Ketrew.Engine.Snapshots;

/// <summary>What was seen of paths; of one path there may be several things to see.</summary>
internal sealed class SeenPaths
{
    private readonly Dictionary<(string Path, PathRule Rule, bool Follows), SeenPath> _seen = [];

    /// <summary>How many there are.</summary>
    public int Count => _seen.Count;

    /// <summary>All of them, in no order.</summary>
    public IEnumerable<(string Path, SeenPath Seen)> All => _seen.Select(pair => (pair.Key.Path, pair.Value));

    /// <summary>Notes what was seen.</summary>
    /// <param name="path">Absolute, or relative to the root.</param>
    /// <param name="what">Null when it can't be relied on.</param>
    /// <returns>False when it can't be relied on: also what changes while it is looked at.</returns>
    public bool TryAdd(string path, SeenPath? what) =>
        what is { } seen && !path.Contains('\0', StringComparison.Ordinal)
        && (_seen.TryAdd((path, seen.Rule, seen.Follows), seen) || _seen[(path, seen.Rule, seen.Follows)] == seen);

    /// <summary>Finds what was seen.</summary>
    public bool TryFind(string path, PathRule rule, bool follows, out SeenPath seen) => _seen.TryGetValue((path, rule, follows), out seen);

    /// <summary>Forgets all.</summary>
    public void Clear() => _seen.Clear();
}
