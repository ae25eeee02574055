using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ketrew.Sdk;

namespace Ketrew.Engine.Snapshots;

/// <summary>A snapshot of which some paths were seen again, and all else stays.</summary>
/// <param name="entries">Those of the snapshot; copied.</param>
/// <param name="digests">Likewise.</param>
internal sealed class SnapshotRevision(ReadOnlySpan<PathEntry> entries, ReadOnlySpan<byte> digests)
{
    private readonly PathEntry[] _entries = entries.ToArray();
    private readonly List<byte> _digests = [.. digests];

    /// <summary>How many files have to be read at each check.</summary>
    public int ReadCount => _entries.Count(static entry => entry.Rule is PathRule.Content);

    /// <summary>Replaces an entry by what was seen of its path.</summary>
    /// <param name="index">The entry's index.</param>
    /// <param name="path">Its path.</param>
    /// <param name="seen">What was seen.</param>
    /// <returns>False when that was not seen.</returns>
    public bool TryReplace(int index, string path, SeenPaths seen)
    {
        ref PathEntry entry = ref _entries[index];
        bool isFound = entry.Rule is PathRule.Status or PathRule.Content
            ? seen.TryFind(path, PathRule.Status, entry.IsFollowed, out SeenPath found) || seen.TryFind(path, PathRule.Content, entry.IsFollowed, out found)
            : seen.TryFind(path, entry.Rule, entry.IsFollowed, out found);
        if (!isFound || (entry.Role is PathRole.NamedTarget && !found.Status.IsFile))
        {
            return false;
        }

        Replace(index, found);
        return true;
    }

    /// <summary>Replaces an entry of a file of which only answers count, and are the same.</summary>
    /// <param name="index">The entry's index.</param>
    /// <param name="seen">What was seen of it before they were asked for; null when that can't be relied on.</param>
    /// <returns>False when it can't.</returns>
    public bool TryReplace(int index, SeenPath? seen)
    {
        if (seen is { } found)
        {
            Replace(index, found);
        }

        return seen is not null;
    }

    /// <summary>The whole file.</summary>
    /// <param name="header">Of the snapshot.</param>
    /// <param name="paths">Likewise.</param>
    /// <param name="rest">Everything behind the paths.</param>
    public byte[] Write(SnapshotHeader header, ReadOnlySpan<byte> paths, ReadOnlySpan<byte> rest)
    {
        header.DigestCount = _digests.Count / Digest.SizeInBytes;
        byte[] file = new byte[header.FileBytes];
        SpanWriter writer = new(file.AsSpan(Unsafe.SizeOf<SnapshotHeader>()));
        writer.Write(MemoryMarshal.AsBytes<PathEntry>(_entries));
        writer.Write(CollectionsMarshal.AsSpan(_digests));
        writer.Write(paths);
        writer.Write(rest);
        header.Seal(file);
        return file;
    }

    private void Replace(int index, SeenPath found)
    {
        ref PathEntry entry = ref _entries[index];
        entry = PathEntry.Of(found, entry.Role) with { Path = entry.Path, Digest = found.Digest is { } digest ? Add(digest) : PathEntry.NoDigest };
    }

    // Those that nothing points to any more go with the next whole snapshot.
    private int Add(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeInBytes];
        digest.CopyTo(bytes);
        _digests.AddRange(bytes);
        return (_digests.Count / Digest.SizeInBytes) - 1;
    }
}
