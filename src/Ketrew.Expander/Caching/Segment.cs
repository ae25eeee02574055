using System.Buffers.Binary;
using System.Text;
using Ketrew.Sdk;

namespace Ketrew.Expander.Caching;

/// <summary>
/// One file of the cache: a magic line, then records, each with its length and its SHA-256. Written whole under another name and renamed,
/// never changed afterwards: readers and writers in other processes need no lock, and a torn or foreign file is just fewer records.
/// </summary>
/// <param name="file">Absolute path.</param>
/// <param name="bytes">The whole content.</param>
#pragma warning disable CA1001 // The reader is over memory: there is nothing to release.
internal sealed class Segment(string file, byte[] bytes)
#pragma warning restore CA1001
{
    private const int HeaderBytes = 4 + Digest.SizeInBytes;

    // One reader for all records: it has buffers of its own.
    private readonly BinaryReader _reader = new(new MemoryStream(bytes, writable: false), Encoding.UTF8);

    /// <summary>Absolute path.</summary>
    public string File { get; } = file;

    /// <summary>How many bytes it takes.</summary>
    public int Length => bytes.Length;

    /// <summary>True when it is of this format, and its records fill it to the last byte.</summary>
    public bool IsIndexed => bytes.AsSpan().StartsWith(Magic)
        && Index().Aggregate(Magic.Length, (_, entry) => entry.Location.Offset + HeaderBytes + entry.Location.Length) == bytes.Length;

    /// <summary>The format's name and version; another one is skipped.</summary>
    private static ReadOnlySpan<byte> Magic => "ketrew observations 3\n"u8;

    /// <summary>Where the records are, without looking into them further than their key.</summary>
    /// <returns>Offset of the header and length of the payload; stops at the first impossible length.</returns>
    public IEnumerable<(Digest Key, RecordLocation Location)> Index()
    {
        int offset = Magic.Length;
        if (!bytes.AsSpan().StartsWith(Magic))
        {
            yield break;
        }

        while (offset + HeaderBytes <= bytes.Length)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset));
            if (length < Digest.SizeInBytes || length > bytes.Length - offset - HeaderBytes)
            {
                yield break;
            }

            yield return (Digest.FromBytes(bytes.AsSpan(offset + HeaderBytes, Digest.SizeInBytes)), new RecordLocation(this, offset, length));
            offset += HeaderBytes + length;
        }
    }

    /// <summary>The record at a place.</summary>
    /// <returns>Null when the bytes are damaged.</returns>
    public ExpansionRecord? Read(int offset, int length)
    {
        if (Digest.Of(bytes.AsSpan(offset + HeaderBytes, length)) != Digest.FromBytes(bytes.AsSpan(offset + 4, Digest.SizeInBytes)))
        {
            return null;
        }

        try
        {
            _reader.BaseStream.Position = offset + HeaderBytes;
            return RecordCodec.Decode(_reader);
        }
        catch (Exception exception) when (exception is IOException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The content of a segment that holds payloads.</summary>
    public static byte[] Compose(IEnumerable<ReadOnlyMemory<byte>> payloads)
    {
        using MemoryStream stream = new();
        stream.Write(Magic);
        byte[] header = new byte[HeaderBytes];
        foreach (ReadOnlyMemory<byte> payload in payloads)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header, payload.Length);
            Digest.Of(payload.Span).CopyTo(header.AsSpan(4));
            stream.Write(header);
            stream.Write(payload.Span);
        }

        return stream.ToArray();
    }
}

/// <summary>One record in a segment.</summary>
/// <param name="Segment">The file.</param>
/// <param name="Offset">Where its header begins.</param>
/// <param name="Length">The payload's length in bytes.</param>
internal readonly record struct RecordLocation(Segment Segment, int Offset, int Length)
{
    /// <summary>The record; null when its bytes are damaged.</summary>
    public ExpansionRecord? Read() => Segment.Read(Offset, Length);
}
