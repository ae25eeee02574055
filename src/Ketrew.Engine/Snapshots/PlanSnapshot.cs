using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Snapshots;

/// <summary>
/// <c>.ketrew/plan.bin</c>: what the last run saw that found everything up to date. As long as all of that is as it was, so is the answer, and nothing has to be read but
/// the status of files; and where only files of targets have changed, nothing has to be known but those targets. It is a cache and nothing else: whatever is wrong with it, the run
/// goes the long way (docs/decisions/0013).
/// </summary>
public sealed unsafe class PlanSnapshot : IDisposable
{
    /// <summary>So many files at most are read again because they were too young to be trusted.</summary>
    internal const int ReadLimitFiles = 256;

    /// <summary>And none that is larger.</summary>
    internal const int ReadLimitBytes = 64 * 1024;

    private readonly MappedFile _file;
    private readonly SnapshotHeader _header;
    private readonly bool[] _changed;
    private IReadOnlyList<(int Entry, FileStatus Status)> _edited = [];
    private readonly List<(int Entry, SeenPath? Seen)> _seenAgain = [];
    private DateTimeOffset _lookedAt;

    private PlanSnapshot(MappedFile file, SnapshotKey key)
    {
        _file = file;
        Key = key;
        _header = MemoryMarshal.Read<SnapshotHeader>(file.Bytes);
        _changed = new bool[_header.EntryCount];
    }

    /// <summary>What it answers.</summary>
    public SnapshotKey Key { get; }

    /// <summary>What a run says that finds nothing to do, as UTF-8.</summary>
    public byte[] Answer => new ReadOnlySpan<byte>(Variables + _header.VariableBytes + _header.KeyBytes, _header.OutputBytes).ToArray();

    private PathEntry* Entries => (PathEntry*)(_file.Start + Unsafe.SizeOf<SnapshotHeader>());

    private byte* Digests => (byte*)(Entries + _header.EntryCount);

    private byte* Paths => Digests + (_header.DigestCount * (long)Digest.SizeInBytes);

    private byte* Variables => Paths + _header.PathBytes;

    private ReadOnlySpan<byte> Answers => new(Variables + _header.VariableBytes + _header.KeyBytes + _header.OutputBytes, _header.AnswerBytes);

    /// <summary>Opens the snapshot of a project.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="environment">Looks a variable up; null when it is unset.</param>
    /// <returns>Null when there is none, or it answers something else.</returns>
    public static PlanSnapshot? TryOpen(SnapshotKey key, Func<string, string?> environment) => TryOpen(new ProjectDirectory(key.Root).SnapshotPath, key, environment);

    /// <summary>Opens any snapshot.</summary>
    internal static PlanSnapshot? TryOpen(string path, SnapshotKey key, Func<string, string?> environment)
    {
        MappedFile? file = OperatingSystem.IsLinux() ? MappedFile.TryOpen(path) : null;
        if (file is not null && IsWhole(file.Bytes))
        {
            PlanSnapshot snapshot = new(file, key);
            if (snapshot.IsSound() && snapshot.IsFor(key, environment))
            {
                return snapshot;
            }
        }

        file?.Dispose();
        return null;
    }

    /// <summary>Looks whether everything is as it was when a run with the same key found nothing to do.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="environment">Looks a variable up; null when it is unset.</param>
    /// <param name="threads">At most so many look at files at once; at least 1.</param>
    /// <returns>What such a run says, as UTF-8; null when something has changed, or nobody knows.</returns>
    public static byte[]? TryAnswer(SnapshotKey key, Func<string, string?> environment, int threads) =>
        TryAnswer(new ProjectDirectory(key.Root).SnapshotPath, key, environment, threads);

    /// <summary>Likewise, of any snapshot.</summary>
    internal static byte[]? TryAnswer(string path, SnapshotKey key, Func<string, string?> environment, int threads)
    {
        using PlanSnapshot? snapshot = TryOpen(path, key, environment);
        return snapshot?.Look(threads) is SnapshotVerdict.Same ? snapshot.Answer : null;
    }

    /// <summary>Compares everything with what it was.</summary>
    /// <param name="threads">At most so many look at files at once; at least 1.</param>
    public SnapshotVerdict Look(int threads)
    {
        using RootHandle root = RootHandle.Open(Key.Root);
        if (!root.IsOpen)
        {
            return SnapshotVerdict.Unknown;
        }

        _lookedAt = TimeProvider.System.GetUtcNow();
        PathChecks checks = new(Key.Root, root.Number, Entries, _header.EntryCount, Digests, Paths);
        SnapshotVerdict verdict = checks.Compare(threads, _changed);
        _edited = checks.Edited;
        return verdict;
    }

    /// <summary>Asks again after <see cref="SnapshotVerdict.AnswersMayDiffer"/>.</summary>
    /// <param name="isSame">True for an answer, as the draft was told it, that is still the same.</param>
    /// <returns>What became of the doubt: <see cref="SnapshotVerdict.Unknown"/> when an answer is another one.</returns>
    public SnapshotVerdict Ask(Predicate<byte[]> isSame)
    {
        bool[] isEdited = new bool[_header.EntryCount];
        _seenAgain.Clear();
        foreach ((int entry, FileStatus status) in _edited)
        {
            isEdited[entry] = true;
            _seenAgain.Add((entry, SeeAgain(entry, status)));
        }

        return AnswerSection.TryRead(Answers, isEdited)?.TrueForAll(isSame) is not true ? SnapshotVerdict.Unknown
            : _changed.AsSpan().Count(true) > _edited.Count ? SnapshotVerdict.FilesChanged
            : SnapshotVerdict.Same;
    }

    /// <summary>What may have to run after <see cref="SnapshotVerdict.FilesChanged"/>.</summary>
    /// <returns>Null when nobody knows.</returns>
    public PlanPart? FindPart()
    {
        try
        {
            return Plan() is { } plan ? PlanPart.Of(plan, _changed, _file.Status) : null;
        }
        catch (Exception failure) when (failure is IOException or FormatException)
        {
            // Somebody made it up: its checksum is right.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>The same snapshot after a part of the plan has failed: what has changed since then still counts as changed.</summary>
    /// <param name="state">What was seen of the state.</param>
    internal byte[] With(SeenPaths state)
    {
        SnapshotRevision revision = Revise();
        _ = ReplaceState(revision, state);
        return Write(revision);
    }

    /// <summary>The same snapshot after a part of the plan has run.</summary>
    /// <param name="part">The part.</param>
    /// <param name="files">What was seen of the files of its targets, which are all up to date.</param>
    /// <param name="state">What was seen of the state.</param>
    /// <returns>Null when these aren't the paths that were seen before.</returns>
    internal byte[]? With(PlanPart part, SeenPaths files, SeenPaths state)
    {
        if (Plan() is not { } plan)
        {
            return null;
        }

        SnapshotRevision revision = Revise();
        bool[] isReplaced = ReplaceState(revision, state);
        int replaced = 0;
        foreach (int target in part.Touched)
        {
            foreach (int entry in plan.Uses.Of(target))
            {
                if (!isReplaced[entry])
                {
                    isReplaced[entry] = revision.TryReplace(entry, TextOf(entry), files);
                    replaced += isReplaced[entry] ? 1 : 0;
                }
            }
        }

        foreach ((int entry, SeenPath? seen) in _seenAgain)
        {
            isReplaced[entry] = revision.TryReplace(entry, seen);
        }

        bool isAllSeen = !_changed.Zip(isReplaced).Any(static entry => entry is { First: true, Second: false });
        return isAllSeen && replaced == files.Count && revision.ReadCount <= ReadLimitFiles ? Write(revision) : null;
    }

    private SnapshotRevision Revise() =>
        new(new ReadOnlySpan<PathEntry>(Entries, _header.EntryCount), new ReadOnlySpan<byte>(Digests, _header.DigestCount * Digest.SizeInBytes));

    // By entry: true for those that were replaced.
    private bool[] ReplaceState(SnapshotRevision revision, SeenPaths state)
    {
        bool[] isReplaced = new bool[_header.EntryCount];
        for (int entry = 0; entry < isReplaced.Length; entry++)
        {
            isReplaced[entry] = Entries[entry].Role is PathRole.State && revision.TryReplace(entry, TextOf(entry), state);
        }

        return isReplaced;
    }

    private byte[] Write(SnapshotRevision revision)
    {
        ReadOnlySpan<byte> behindPaths = new(Variables, _header.VariableBytes + _header.KeyBytes + _header.OutputBytes + _header.AnswerBytes + _header.PlanBytes);
        return revision.Write(_header, new ReadOnlySpan<byte>(Paths, _header.PathBytes), behindPaths);
    }

    /// <summary>Writes a snapshot beside a state that is closed and still locked; what can't be written is left out.</summary>
    internal static void Write(ProjectDirectory project, SnapshotDraft draft) => Write(project.SnapshotPath, () => draft.TryWrite(project));

    /// <summary>Writes any snapshot in one step; what can't be written is left out.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="write">Makes the whole file; null when there is no snapshot.</param>
    internal static void Write(string path, Func<byte[]?> write)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            if (write() is { } content)
            {
                File.WriteAllBytes(temporary, content);
                File.Move(temporary, path, overwrite: true);
            }
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            DeleteQuietly(temporary);
        }
    }

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            // It is in nobody's way.
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> file) =>
        file.Length >= Unsafe.SizeOf<SnapshotHeader>()
        && MemoryMarshal.Read<SnapshotHeader>(file) is { Magic: SnapshotHeader.CurrentMagic, Layout: SnapshotHeader.CurrentLayout } header
        && header.FileBytes == file.Length
        && header.Checksum == BlockHash.Of(file[SnapshotHeader.CheckedFrom..(int)header.PlanStart]);

    // The checksum tells damage; this keeps a file that somebody made up from reading beyond its end.
    private bool IsSound()
    {
        bool isSound = _header.EntryCount == 0 || (_header.PathBytes > 0 && Paths[_header.PathBytes - 1] == 0);
        for (int i = 0; isSound && i < _header.EntryCount; i++)
        {
            bool needsDigest = Entries[i].Rule is PathRule.Content or PathRule.Names;
            isSound = Entries[i].Path < _header.PathBytes && (!needsDigest || (uint)Entries[i].Digest < (uint)_header.DigestCount);
        }

        return isSound;
    }

    private bool IsFor(SnapshotKey key, Func<string, string?> environment) =>
        new ReadOnlySpan<byte>(Variables + _header.VariableBytes, _header.KeyBytes).SequenceEqual(key.ToBytes())
        && AreSame(new ReadOnlySpan<byte>(Variables, _header.VariableBytes), environment);

    private PlanSection? Plan()
    {
        byte* start = _file.Start + _header.PlanStart;
        bool isWhole = _header.PlanBytes > 0 && _header.PlanChecksum == BlockHash.Of(new ReadOnlySpan<byte>(start, _header.PlanBytes));
        return isWhole ? PlanSection.TryRead(start, _header.PlanBytes, _header.EntryCount) : null;
    }

    // Before anybody asks: what is written afterwards is another content. Null when it can't be relied on.
    private SeenPath? SeeAgain(int entry, FileStatus status)
    {
        if (new FileFact("", status, default, (_lookedAt - DateTimeOffset.UnixEpoch).Ticks * 100).IsTrustworthy)
        {
            return SeenPath.Of(status, follows: true);
        }

        using MappedFile? file = status.Size is 0 or > ReadLimitBytes ? null : MappedFile.TryOpen(Path.Combine(Key.Root, TextOf(entry)));
        return file is not null && file.Bytes.Length == status.Size ? SeenPath.OfContent(status, follows: true, ContentMark.Of(file.Bytes)) : null;
    }

    private string TextOf(int entry) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(Paths + Entries[entry].Path));

    private static bool AreSame(ReadOnlySpan<byte> variables, Func<string, string?> environment)
    {
        while (!variables.IsEmpty)
        {
            if (!TryTake(ref variables, out string name) || !TryTake(ref variables, out string value) || SnapshotDraft.TextOf(environment(name)) != value)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> texts, out string text)
    {
        int end = texts.IndexOf((byte)0);
        text = end < 0 ? "" : Encoding.UTF8.GetString(texts[..end]);
        texts = texts[(end + 1)..];
        return end >= 0;
    }
}
