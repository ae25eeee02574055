using System.Buffers;

namespace Ketrew.Sdk.Protocol;

/// <summary>Bytes that are appended at one end and taken from the other; grows with what really arrived, never with what was announced.</summary>
internal sealed class FrameBuffer : IBufferWriter<byte>
{
    private const int SmallestBytes = 64 * 1024;

    private byte[] _bytes = new byte[SmallestBytes];
    private int _start;
    private int _end;

    public int Length => _end - _start;

    public Span<byte> Written => _bytes.AsSpan(_start, Length);

    public void Clear() => (_start, _end) = (0, 0);

    public void Advance(int count) => _end += count;

    public void Remove(int count)
    {
        _start += count;
        if (_start == _end)
        {
            Clear();
        }
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_end);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_end);
    }

    private void Reserve(int count)
    {
        int wanted = Math.Max(count, 1);
        if (_bytes.Length - _end >= wanted)
        {
            return;
        }

        byte[] target = _bytes.Length - Length >= wanted && _start >= _bytes.Length / 2
            ? _bytes
            : new byte[Math.Max(checked(_bytes.Length * 2), Length + wanted)];
        Written.CopyTo(target);
        _bytes = target;
        (_start, _end) = (0, Length);
    }
}
