using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Ketrew.Sdk;

namespace Ketrew.Engine.Snapshots;

/// <summary>Lays a snapshot out as it is read: in the machine's own byte order, since nobody carries it to another one.</summary>
internal sealed class SnapshotWriter
{
    private readonly List<PathEntry> _entries = [];
    private readonly ArrayBufferWriter<byte> _paths = new();
    private readonly ArrayBufferWriter<byte> _digests = new();
    private string? _lastPath;
    private int _lastStart;

    /// <summary>How many files have to be read at each check.</summary>
    public int ReadCount { get; private set; }

    /// <summary>Adds a path; those of one path one after the other.</summary>
    /// <param name="path">Absolute, or relative to the root.</param>
    /// <param name="seen">What was seen of it.</param>
    /// <param name="role">Whom it concerns.</param>
    /// <returns>The entry's index.</returns>
    public int Add(string path, SeenPath seen, PathRole role)
    {
        if (path != _lastPath)
        {
            _lastPath = path;
            _lastStart = _paths.WrittenCount;
            WriteText(_paths, path);
        }

        _entries.Add(PathEntry.Of(seen, role) with { Path = (uint)_lastStart, Digest = seen.Digest is { } digest ? Add(digest) : PathEntry.NoDigest });
        ReadCount += seen.Rule is PathRule.Content ? 1 : 0;
        return _entries.Count - 1;
    }

    /// <summary>The whole file.</summary>
    /// <param name="variables">Of the environment, with what is kept of their values.</param>
    /// <param name="key">What the snapshot answers.</param>
    /// <param name="output">What is said when nothing is to do.</param>
    /// <param name="answers">What follows from the content of files, by the entry of the file.</param>
    /// <param name="plan">The targets; empty when the plan can't be run in parts.</param>
    public byte[] Write(IEnumerable<KeyValuePair<string, string>> variables, byte[] key, string output, IEnumerable<(int Entry, byte[] Answer)> answers, byte[] plan)
    {
        ArrayBufferWriter<byte> values = new();
        foreach ((string name, string value) in variables)
        {
            WriteText(values, name);
            WriteText(values, value);
        }

        byte[] text = Encoding.UTF8.GetBytes(output);
        byte[] answered = AnswerSection.Write(answers);
        SnapshotHeader header = new()
        {
            Magic = SnapshotHeader.CurrentMagic,
            Layout = SnapshotHeader.CurrentLayout,
            EntryCount = _entries.Count,
            DigestCount = _digests.WrittenCount / Digest.SizeInBytes,
            PathBytes = _paths.WrittenCount,
            VariableBytes = values.WrittenCount,
            KeyBytes = key.Length,
            OutputBytes = text.Length,
            AnswerBytes = answered.Length,
            PlanBytes = plan.Length,
        };
        byte[] file = new byte[header.FileBytes];
        SpanWriter writer = new(file.AsSpan(Unsafe.SizeOf<SnapshotHeader>()));
        writer.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_entries)));
        writer.Write(_digests.WrittenSpan);
        writer.Write(_paths.WrittenSpan);
        writer.Write(values.WrittenSpan);
        writer.Write(key);
        writer.Write(text);
        writer.Write(answered);
        writer.Write(plan);
        header.Seal(file);
        return file;
    }

    private int Add(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeInBytes];
        digest.CopyTo(bytes);
        _digests.Write(bytes);
        return (_digests.WrittenCount / Digest.SizeInBytes) - 1;
    }

    private static void WriteText(ArrayBufferWriter<byte> texts, string text)
    {
        texts.Write(Encoding.UTF8.GetBytes(text));
        texts.Write([(byte)0]);
    }
}
