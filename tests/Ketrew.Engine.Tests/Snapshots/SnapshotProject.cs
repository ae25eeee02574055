using System.Runtime.InteropServices;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Snapshots;
using Ketrew.Engine.Storage;
using Ketrew.TestSupport;

namespace Ketrew.Engine.Tests.Snapshots;

/// <summary>A directory with a snapshot of it, taken at a moment of the test's choice.</summary>
internal sealed class SnapshotProject : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ProjectDirectory _project;

    public SnapshotProject()
    {
        _project = new ProjectDirectory(_directory.FullPath);
        _ = _directory.Write("file", "content");
        _ = _directory.Write("dir/one", "1");
        _ = _directory.Write("dir/two", "2");
        File.CreateSymbolicLink(_directory["link"], "file");
        _ = _directory.Write(".ketrew/state.db", "state");
        Key = new SnapshotKey("run", "test", _project.Root, "workflow.yaml", "/cache", IsLocked: false, RequiredSandbox: 0, Names: ["a"]);
    }

    public SnapshotKey Key { get; }

    public Dictionary<string, string> Variables { get; } = new() { ["SET"] = "value" };

    public string Path => _project.SnapshotPath;

    public string this[string relative] => _directory[relative];

    public void Dispose() => _directory.Dispose();

    /// <summary>Sees everything that is there and writes what it saw.</summary>
    /// <param name="clock">What says how old files are.</param>
    /// <param name="content">Of the file, as the engine knows it.</param>
    /// <param name="see">Further things to look at.</param>
    public void Take(TimeProvider clock, string content = "content", Action<SnapshotDraft>? see = null)
    {
        SnapshotDraft draft = new(_project.Root, clock) { Key = Key, Describe = count => $"{count} up to date\n" };
        draft.LookAtName(this["link"]);
        draft.LookAtName(this["none"]);
        draft.LookAtNames(this["dir"]);
        draft.LookAtVariable("SET", Variables["SET"]);
        draft.LookAtVariable("UNSET", null);
        see?.Invoke(draft);
        draft.BeginInspection();
        FileStatus status = new FileStatusReader(_project.Root).Read("file");
        draft.SeeFile("file", follows: true, status, new FileFact("file", status, Sdk.Digest.Of(System.Text.Encoding.UTF8.GetBytes(content)), (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100));
        draft.EndInspection(1, null);
        PlanSnapshot.Write(_project, draft);
    }

    /// <summary>What a run would be told; null when it has to look for itself.</summary>
    public string? Answer(SnapshotKey? key = null) =>
        PlanSnapshot.TryAnswer(key ?? Key, name => Variables.GetValueOrDefault(name), threads: 2) is { } answer ? System.Text.Encoding.UTF8.GetString(answer) : null;

    /// <summary>Changes bytes of the snapshot, and its checksum with them, as nobody but a test does.</summary>
    public void Forge(Action<byte[]> change)
    {
        byte[] bytes = File.ReadAllBytes(Path);
        change(bytes);
        SnapshotHeader header = MemoryMarshal.Read<SnapshotHeader>(bytes);
        if (header.FileBytes == bytes.Length && header.PlanStart >= SnapshotHeader.CheckedFrom)
        {
            header.Seal(bytes);
        }

        File.WriteAllBytes(Path, bytes);
    }

    /// <summary>The digests of a snapshot's bytes.</summary>
    public static Span<byte> DigestsOf(byte[] bytes)
    {
        SnapshotHeader header = MemoryMarshal.Read<SnapshotHeader>(bytes);
        int from = System.Runtime.CompilerServices.Unsafe.SizeOf<SnapshotHeader>() + (header.EntryCount * System.Runtime.CompilerServices.Unsafe.SizeOf<PathEntry>());
        return bytes.AsSpan(from, header.DigestCount * Sdk.Digest.SizeInBytes);
    }

    /// <summary>The entries of a snapshot's bytes.</summary>
    public static Span<PathEntry> EntriesOf(byte[] bytes) => MemoryMarshal.Cast<byte, PathEntry>(
        bytes.AsSpan(System.Runtime.CompilerServices.Unsafe.SizeOf<SnapshotHeader>()))[..MemoryMarshal.Read<SnapshotHeader>(bytes).EntryCount];
}
