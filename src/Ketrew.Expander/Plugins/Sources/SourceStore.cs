using System.Buffers.Binary;
using Ketrew.Expander.Caching;

namespace Ketrew.Expander.Plugins.Sources;

/// <summary>Keeps compiled single-file plugins by the digest of what they were made of.</summary>
/// <param name="files">Where.</param>
internal sealed class SourceStore(SealedFiles files)
{
    /// <summary>What was kept; null when there is nothing.</summary>
    public CompiledSource? Find(string digest)
    {
        if (files.Find(digest) is not { } kept)
        {
            return null;
        }

        ReadOnlyMemory<byte> rest = kept;
        return new CompiledSource(Take(ref rest), Take(ref rest), Take(ref rest));
    }

    /// <summary>Keeps a result.</summary>
    /// <returns>Why it can't be kept; null when it is.</returns>
    public string? Keep(string digest, CompiledSource source)
    {
        using MemoryStream all = new();
        foreach (ReadOnlyMemory<byte> part in new[] { source.Assembly, source.Symbols, source.Documentation })
        {
            byte[] length = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
            all.Write(length);
            all.Write(part.Span);
        }

        return files.Keep(digest, all.ToArray());
    }

    // Its seal was whole, so it is what was written.
    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
        ReadOnlyMemory<byte> part = rest.Slice(sizeof(int), length);
        rest = rest[(sizeof(int) + length)..];
        return part;
    }
}
