using System.Buffers.Binary;
using System.Text;
using Ketrew.Sdk;

namespace Ketrew.Engine.Fingerprints;

/// <summary>Collects values, each with its length so that no two lists look the same, and digests them.</summary>
internal sealed class FingerprintWriter
{
    private byte[] _bytes = new byte[1024];
    private int _count;

    public void Write(byte value)
    {
        Reserve(1);
        _bytes[_count++] = value;
    }

    public void Write(string text)
    {
        Reserve(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        int length = Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_count + sizeof(int)));
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_count), length);
        _count += sizeof(int) + length;
    }

    public void Write(Digest digest)
    {
        Reserve(Digest.SizeInBytes);
        digest.CopyTo(_bytes.AsSpan(_count));
        _count += Digest.SizeInBytes;
    }

    public void Write(FileContent content)
    {
        Write((byte)content.Kind);
        Write(content.Digest);
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _count = 0;

    /// <summary>The digest of everything written; the writer is empty again.</summary>
    public Digest Finish()
    {
        Digest digest = Digest.Of(_bytes.AsSpan(0, _count));
        _count = 0;
        return digest;
    }

    private void Reserve(int count)
    {
        if (_count + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + count));
        }
    }
}
