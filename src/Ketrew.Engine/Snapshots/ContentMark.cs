using System.Buffers.Binary;
using Ketrew.Sdk;

namespace Ketrew.Engine.Snapshots;

/// <summary>Tells the content of a file that was too young to be trusted from what may have been written right after it: two hashes, since only accidents have to be told.</summary>
internal static class ContentMark
{
    private const ulong OtherSeed = 0x6B65747265770001;

    /// <summary>The mark, in the place of a digest.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeInBytes];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, BlockHash.Of(content));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], BlockHash.Of(content, OtherSeed));
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], content.Length);
        return Digest.FromBytes(bytes);
    }
}
