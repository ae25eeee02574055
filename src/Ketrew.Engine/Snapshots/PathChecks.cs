using System.Runtime.InteropServices;
using System.Text;
using Ketrew.Engine.Fingerprints;
using Ketrew.Sdk;

namespace Ketrew.Engine.Snapshots;

/// <summary>Looks whether paths are as they were: one call of the system for most of them, and no text made of any.</summary>
internal sealed unsafe class PathChecks
{
    // A thread costs as much as a few hundred looks; smaller pieces make all threads end together.
    private const int LeastPerThread = 400;
    private const int Chunk = 128;

    private readonly string _root;
    private readonly int _directory;
    private readonly PathEntry* _entries;
    private readonly int _count;
    private readonly byte* _digests;
    private readonly byte* _paths;
    private int _next;
    private readonly List<(int Entry, FileStatus Status)> _edited = [];
    private volatile bool _hasChanged;
    private volatile bool _isUnknown;

    /// <param name="root">What relative paths are relative to, absolute.</param>
    /// <param name="directory">A handle of it.</param>
    /// <param name="entries">What was seen.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="digests">What entries point to.</param>
    /// <param name="paths">Likewise; each ends with a zero.</param>
    public PathChecks(string root, int directory, PathEntry* entries, int count, byte* digests, byte* paths)
    {
        _root = root;
        _directory = directory;
        _entries = entries;
        _count = count;
        _digests = digests;
        _paths = paths;
    }

    /// <summary>Files of which only answers count, as they were before anybody asks again.</summary>
    public IReadOnlyList<(int Entry, FileStatus Status)> Edited => _edited;

    /// <summary>Looks at all of them; no further once it is clear that nobody knows.</summary>
    /// <param name="threads">At most so many look at once.</param>
    /// <param name="changed">By entry: becomes true where it isn't as it was.</param>
    public SnapshotVerdict Compare(int threads, bool[] changed)
    {
        Thread[] others = new Thread[Math.Min(threads, _count / LeastPerThread) is > 1 and int useful ? useful - 1 : 0];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(() => Work(changed), maxStackSize: 256 * 1024);
            others[i].Start();
        }

        Work(changed);
        Array.ForEach(others, static thread => thread.Join());
        return _isUnknown ? SnapshotVerdict.Unknown : _edited.Count > 0 ? SnapshotVerdict.AnswersMayDiffer : _hasChanged ? SnapshotVerdict.FilesChanged : SnapshotVerdict.Same;
    }

    private void Work(bool[] changed)
    {
        for (int from = Interlocked.Add(ref _next, Chunk) - Chunk; from < _count && !_isUnknown; from = Interlocked.Add(ref _next, Chunk) - Chunk)
        {
            Work(changed, from, Math.Min(from + Chunk, _count));
        }
    }

    // Of one path there may be several entries, one after the other: one look is enough for all.
    private void Work(bool[] changed, int from, int to)
    {
        FileStatus status = default;
        bool isKnown = false;
        for (int i = from; i < to; i++)
        {
            ref PathEntry entry = ref _entries[i];
            if (i == from || entry.Path != _entries[i - 1].Path || entry.Follows != _entries[i - 1].Follows)
            {
                isKnown = FileStatusReader.Read(_directory, _paths + entry.Path, entry.IsFollowed, out status) == 0;
            }

            if (isKnown && IsSame(entry, status))
            {
                continue;
            }

            changed[i] = true;
            _hasChanged = true;
            if (isKnown && entry.Role is PathRole.Asked && status.IsFile)
            {
                lock (_edited)
                {
                    _edited.Add((i, status));
                }
            }
            else if (!isKnown || !ConcernsTargetsOnly(entry, status))
            {
                _isUnknown = true;
                return;
            }
        }
    }

    private static bool ConcernsTargetsOnly(in PathEntry entry, FileStatus status) =>
        entry.Role is PathRole.Target || (entry.Role is PathRole.NamedTarget && status.IsFile);

    private bool IsSame(in PathEntry entry, FileStatus status)
    {
        byte* path = _paths + entry.Path;
        return entry.Rule switch
        {
            PathRule.Status => entry.IsSame(status),
            PathRule.Content => entry.IsSame(status) && IsContent(entry, path),
            PathRule.Names => status.Kind is FileKind.Directory && (entry.IsSame(status) || AreNames(entry, path)),
            PathRule.Kind => IsKind(entry, path, status),
            PathRule.Empty => status.Kind is FileKind.Missing || (status.IsFile && status.Size == 0),
            _ => false,
        };
    }

    private bool IsKind(in PathEntry entry, byte* path, FileStatus status)
    {
        FileStatus target = default;
        bool isKnown = status.Kind is not FileKind.Link || FileStatusReader.Read(_directory, path, follow: true, out target) == 0;
        return isKnown && entry.Kind == (byte)DirectoryNames.Of(status, () => target);
    }

    private bool IsContent(in PathEntry entry, byte* path)
    {
        if (entry.Size == 0)
        {
            return true;
        }

        using MappedFile? file = MappedFile.TryOpen(Path.Combine(_root, TextOf(path)));
        return file is not null && file.Bytes.Length == entry.Size && ContentMark.Of(file.Bytes) == DigestOf(entry);
    }

    private bool AreNames(in PathEntry entry, byte* path) =>
        DirectoryNames.TryDigest(Path.Combine(_root, TextOf(path)), links: null) is { } names && names == DigestOf(entry);

    private Digest DigestOf(in PathEntry entry) => Digest.FromBytes(new ReadOnlySpan<byte>(_digests + ((long)entry.Digest * Digest.SizeInBytes), Digest.SizeInBytes));

    private static string TextOf(byte* path) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(path));
}
