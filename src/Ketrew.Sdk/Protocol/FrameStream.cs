using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Ketrew.Sdk.Protocol;

/// <summary>Messages over two byte streams: four bytes of length (little-endian), then UTF-8 JSON. One reader and one writer at a time.</summary>
/// <param name="input">Where messages come from; not disposed.</param>
/// <param name="output">Where messages go; flushed after each; not disposed.</param>
internal sealed class FrameStream(Stream input, Stream output)
{
    /// <summary>A longer frame is refused: it is noise, or a plugin that emits without end.</summary>
    public const int LimitBytes = 256 * 1024 * 1024;

    private readonly byte[] _header = new byte[4];
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Sends one message.</summary>
    /// <exception cref="IOException">The other side is gone.</exception>
    public void Write(ProtocolMessage message)
    {
        _buffer.ResetWrittenCount();
        _buffer.Advance(Reserve(_buffer));
        using (Utf8JsonWriter writer = new(_buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            JsonSerializer.Serialize(writer, message, ProtocolJson.Default.ProtocolMessage);
        }

        byte[] frame = _buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - 4);
        output.Write(frame);
        output.Flush();
    }

    /// <summary>Waits for the next message.</summary>
    /// <returns>Null when the other side closed between two frames.</returns>
    /// <exception cref="ProtocolException">What came is no message.</exception>
    /// <exception cref="IOException">The pipe broke.</exception>
    public ProtocolMessage? Read()
    {
        int first = input.ReadAtLeast(_header, 4, throwOnEndOfStream: false);
        if (first == 0)
        {
            return null;
        }

        int length = first == 4 ? BinaryPrimitives.ReadInt32LittleEndian(_header) : -1;
        if (length is < 0 or > LimitBytes)
        {
            throw new ProtocolException($"A frame of {length} bytes was announced; the limit is {LimitBytes}.");
        }

        byte[] frame = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return input.ReadAtLeast(frame.AsSpan(0, length), length, throwOnEndOfStream: false) == length
                ? Parse(frame.AsSpan(0, length))
                : throw new ProtocolException("The stream ended inside a frame.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    private static int Reserve(ArrayBufferWriter<byte> buffer)
    {
        buffer.GetSpan(4)[..4].Clear();
        return 4;
    }

    private static ProtocolMessage Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ProtocolJson.Default.ProtocolMessage)
                ?? throw new ProtocolException("A frame held null.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            throw new ProtocolException($"A frame is no message: {exception.Message}", exception);
        }
    }
}

/// <summary>The other side doesn't speak the protocol.</summary>
/// <param name="message">One full sentence.</param>
/// <param name="innerException">What was wrong with the bytes; null when they were too few or too many.</param>
internal sealed class ProtocolException(string message, Exception? innerException = null) : Exception(message, innerException);
