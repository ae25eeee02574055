using System.Collections.Concurrent;
using Ketrew.Engine.Snapshots;
using Ketrew.Sdk;

namespace Ketrew.Engine.Fingerprints;

/// <summary>Knows what files hold, reading only those whose status says that they may have changed. Thread-safe.</summary>
internal sealed class FileLedger
{
    // As much as is hashed while a thread wakes up.
    private const int QuickBytes = 16 * 1024;

    private readonly FileStatusReader _statuses;
    private readonly ContentReader _contents;
    private readonly Dictionary<string, FileFact> _recorded;
    private readonly ConcurrentDictionary<string, FileFact> _fresh = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FileFact> _unsaved = new();
    private readonly TimeProvider _clock;

    /// <param name="root">The project's absolute path.</param>
    /// <param name="recorded">What earlier runs found; not changed.</param>
    /// <param name="clock">What files' times are compared with.</param>
    public FileLedger(string root, Dictionary<string, FileFact> recorded, TimeProvider clock)
    {
        _statuses = new FileStatusReader(root);
        _contents = new ContentReader(root);
        _recorded = recorded;
        _clock = clock;
    }

    /// <summary>Notes what is looked at; null when nobody wants to know. Only while one thread looks.</summary>
    public SnapshotDraft? Draft { get; set; }

    /// <summary>What a path holds now. Links are followed, directories are digested as trees.</summary>
    public FileContent Content(ProjectPath path)
    {
        FileStatus status = StatusOf(path.Value);
        return status.Kind is FileKind.Directory ? new FileContent(FileKind.Directory, TreeDigest(path.Value, follows: true)) : ContentOf(path.Value, status, follows: true);
    }

    /// <summary>True when <see cref="Content"/> takes microseconds: nothing is to be read, or one small file. A guess, since files change.</summary>
    public bool IsQuick(ProjectPath path)
    {
        FileFact? fact = Find(path.Value);
        return fact?.Status.Size <= QuickBytes || IsQuick(StatusOf(path.Value), fact);
    }

    /// <summary>True when a path exists.</summary>
    public bool Exists(ProjectPath path) => StatusOf(path.Value).Kind != FileKind.Missing;

    /// <summary>True when a file is exactly the one whose digest was taken last, before a moment.</summary>
    public bool IsUntouchedSince(ProjectPath path, DateTimeOffset moment) =>
        Find(path.Value) is { } fact
        && fact.RecordedNanoseconds < (moment - DateTimeOffset.UnixEpoch).TotalMilliseconds * 1e6
        && StatusOf(path.Value) is { Kind: not FileKind.Directory } status && fact.Status == status;

    /// <summary>Digests taken since the last call, to be stored.</summary>
    public IEnumerable<FileFact> TakeUnsaved()
    {
        while (_unsaved.TryDequeue(out FileFact? fact))
        {
            yield return fact;
        }
    }

    private static bool IsQuick(FileStatus status, FileFact? fact) =>
        status.Kind is not FileKind.Directory && (status.Size <= QuickBytes || (fact is { IsTrustworthy: true } && fact.Status == status));

    private FileStatus StatusOf(string path)
    {
        FileStatus status = _statuses.Read(path);
        return status.Kind is FileKind.Link ? _statuses.ReadThroughLinks(path) : status;
    }

    private FileContent ContentOf(string path, FileStatus status, bool follows)
    {
        if (status.Kind is FileKind.Missing or FileKind.Other)
        {
            Draft?.SeeFile(path, follows, status, null);
            return new FileContent(status.Kind, default);
        }

        if (Find(path) is { } fact && fact.Status == status && fact.IsTrustworthy)
        {
            Draft?.SeeFile(path, follows, status, fact);
            return new FileContent(status.Kind, fact.Digest);
        }

        long now = (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        Digest digest = status.Kind is FileKind.Link ? _contents.LinkDigest(path) : _contents.FileDigest(path, status.Size);
        FileFact taken = new(path, status, digest, now);
        _fresh[path] = taken;
        _unsaved.Enqueue(taken);
        Draft?.SeeFile(path, follows, status, taken);
        return new FileContent(status.Kind, digest);
    }

    private FileFact? Find(string path) =>
        _fresh.TryGetValue(path, out FileFact? fact) || _recorded.TryGetValue(path, out fact) ? fact : null;

    // Inside a tree links are not followed: they may lead out of it, or round in circles.
    private Digest TreeDigest(string directory, bool follows)
    {
        Draft?.SeeNames(directory, follows);
        FingerprintWriter writer = new();
        foreach (string name in _contents.Names(directory))
        {
            string path = directory == "." ? name : $"{directory}/{name}";
            FileStatus status = _statuses.Read(path);
            FileContent content = status.Kind is FileKind.Directory
                ? new FileContent(FileKind.Directory, TreeDigest(path, follows: false))
                : ContentOf(path, status, follows: false);
            writer.Write(name);
            writer.Write(content);
        }

        return writer.Finish();
    }
}
