using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Ketrew.Sdk;

/// <summary>A SHA-256: what tells whether content is what it was.</summary>
public readonly record struct Digest : IComparable<Digest>
{
    /// <summary>Its length.</summary>
    public const int SizeInBytes = 32;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    private Digest(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        _first = words[0];
        _second = words[1];
        _third = words[2];
        _fourth = words[3];
    }

    /// <summary>Digests bytes.</summary>
    /// <param name="content">May be empty.</param>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> bytes = stackalloc byte[SizeInBytes];
        _ = SHA256.HashData(content, bytes);
        return new Digest(bytes);
    }

    /// <summary>Digests texts, each told apart from its neighbours by its length.</summary>
    /// <param name="parts">In order; each may be empty.</param>
    public static Digest Of(params ReadOnlySpan<string> parts)
    {
        int size = 0;
        foreach (string part in parts)
        {
            size += sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(size);
        int length = 0;
        foreach (string part in parts)
        {
            int written = Encoding.UTF8.GetBytes(part, buffer.AsSpan(length + sizeof(int)));
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(length), written);
            length += sizeof(int) + written;
        }

        Digest digest = Of(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return digest;
    }

    /// <summary>Takes a digest from its bytes.</summary>
    /// <param name="bytes">Exactly <see cref="SizeInBytes"/>.</param>
    /// <exception cref="ArgumentException">The length is another one.</exception>
    public static Digest FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == SizeInBytes ? new Digest(bytes) : throw new ArgumentException($"A digest has {SizeInBytes} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Writes its bytes.</summary>
    /// <param name="bytes">At least <see cref="SizeInBytes"/> long.</param>
    public void CopyTo(Span<byte> bytes)
    {
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        words[0] = _first;
        words[1] = _second;
        words[2] = _third;
        words[3] = _fourth;
    }

    /// <inheritdoc/>
    public int CompareTo(Digest other)
    {
        Span<byte> mine = stackalloc byte[SizeInBytes];
        Span<byte> theirs = stackalloc byte[SizeInBytes];
        CopyTo(mine);
        other.CopyTo(theirs);
        return mine.SequenceCompareTo(theirs);
    }

    /// <summary>64 lower-case hexadecimal digits, as <c>sha256sum</c> prints them.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[SizeInBytes];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>True when the left digest sorts before the right one.</summary>
    /// <param name="left">One digest.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(Digest left, Digest right) => left.CompareTo(right) < 0;

    /// <summary>True when the left digest sorts after the right one.</summary>
    /// <param name="left">One digest.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(Digest left, Digest right) => left.CompareTo(right) > 0;

    /// <summary>True when the left digest doesn't sort after the right one.</summary>
    /// <param name="left">One digest.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(Digest left, Digest right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left digest doesn't sort before the right one.</summary>
    /// <param name="left">One digest.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(Digest left, Digest right) => left.CompareTo(right) >= 0;
}
