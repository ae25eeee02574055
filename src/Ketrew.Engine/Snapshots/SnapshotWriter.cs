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

    /// <summary>How many files have to be read at each check.</summary>
    public int ReadCount { get; private set; }

    /// <summary>Adds a path.</summary>
    /// <param name="path">Absolute, or relative to the root.</param>
    /// <param name="seen">What was seen of it.</param>
    public void Add(string path, SeenPath seen)
    {
        _entries.Add(new PathEntry
        {
            Path = (uint)_paths.WrittenCount,
            Digest = seen.Digest is { } digest ? Add(digest) : PathEntry.NoDigest,
            Rule = seen.Rule,
            Follows = seen.Follows ? (byte)1 : (byte)0,
            Kind = seen.Kind,
            Size = seen.Status.Size,
            Modified = seen.Status.ModifiedNanoseconds,
            Changed = seen.Status.ChangedNanoseconds,
            Inode = seen.Status.Inode,
        });
        ReadCount += seen.Rule is PathRule.Content ? 1 : 0;
        WriteText(_paths, path);
    }

    /// <summary>The whole file.</summary>
    /// <param name="variables">Of the environment, with what is kept of their values.</param>
    /// <param name="key">What the snapshot answers.</param>
    /// <param name="output">What is said when nothing is to do.</param>
    public byte[] Write(IEnumerable<KeyValuePair<string, string>> variables, byte[] key, string output)
    {
        ArrayBufferWriter<byte> values = new();
        foreach ((string name, string value) in variables)
        {
            WriteText(values, name);
            WriteText(values, value);
        }

        byte[] text = Encoding.UTF8.GetBytes(output);
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
        };
        byte[] file = new byte[header.FileBytes];
        Span<byte> rest = file.AsSpan(Unsafe.SizeOf<SnapshotHeader>());
        Take(ref rest, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_entries)));
        Take(ref rest, _digests.WrittenSpan);
        Take(ref rest, _paths.WrittenSpan);
        Take(ref rest, values.WrittenSpan);
        Take(ref rest, key);
        Take(ref rest, text);
        MemoryMarshal.Write(file, header);
        header.Checksum = BlockHash.Of(file.AsSpan(SnapshotHeader.CheckedFrom));
        MemoryMarshal.Write(file, header);
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

    private static void Take(ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }
}
