using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ketrew.Sdk;

namespace Ketrew.Expander.Caching;

/// <summary>A SHA-256.</summary>
internal readonly record struct Digest
{
    /// <summary>The size of a digest in bytes.</summary>
    public const int LengthBytes = 32;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    /// <summary>The digest that stands in these bytes.</summary>
    /// <param name="bytes">At least <see cref="LengthBytes"/>.</param>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        _high = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]);
    }

    /// <summary>The digest of bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[LengthBytes];
        SHA256.HashData(bytes, hash);
        return new Digest(hash);
    }

    /// <summary>The digest of texts, each told apart from its neighbours by its length.</summary>
    public static Digest Of(params ReadOnlySpan<string> parts)
    {
        int size = 0;
        foreach (string part in parts)
        {
            size += 4 + Encoding.UTF8.GetMaxByteCount(part.Length);
        }

        byte[]? rented = size > 2048 ? System.Buffers.ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> buffer = rented ?? stackalloc byte[2048];
        int length = 0;
        foreach (string part in parts)
        {
            int written = Encoding.UTF8.GetBytes(part, buffer[(length + 4)..]);
            BinaryPrimitives.WriteInt32LittleEndian(buffer[length..], written);
            length += 4 + written;
        }

        Digest digest = Of((ReadOnlySpan<byte>)buffer[..length]);
        if (rented is not null)
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        }

        return digest;
    }

    /// <summary>The digest of a list of texts.</summary>
    public static Digest Of(ValueList<string> parts) => Of(parts.AsSpan());

    /// <summary>Writes the bytes.</summary>
    /// <param name="destination">At least <see cref="LengthBytes"/>.</param>
    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], _low);
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{_high:x32}{_low:x32}";
}
