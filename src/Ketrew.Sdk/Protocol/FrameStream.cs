using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ketrew.Sdk.Protocol;

/// <summary>Messages over two byte streams: four bytes of length (little-endian), then UTF-8 JSON. One reader and one writer at a time.</summary>
/// <typeparam name="TMessage">The root of all that is said.</typeparam>
/// <param name="input">Where messages come from; not disposed.</param>
/// <param name="output">Where messages go; flushed after each; not disposed.</param>
/// <param name="form">How messages are written.</param>
/// <param name="readLimitBytes">A longer frame is not taken: it is noise, or a plugin that emits without end.</param>
internal class FrameStream<TMessage>(Stream input, Stream output, JsonTypeInfo<TMessage> form, int readLimitBytes) : IDisposable
    where TMessage : class
{
    /// <summary>A longer frame is never sent, and not taken when nobody says otherwise.</summary>
    public const int LimitBytes = 256 * 1024 * 1024;

    private const int HeaderBytes = 4;

    private readonly FrameBuffer _incoming = new();
    private readonly FrameBuffer _outgoing = new();
    private Utf8JsonWriter? _writer;

    /// <summary>Sends one message.</summary>
    /// <exception cref="ProtocolException">The message can't be written: nodes nested too deeply, or too long. Nothing was sent.</exception>
    /// <exception cref="IOException">The other side is gone.</exception>
    public void Write(TMessage message)
    {
        _outgoing.Clear();
        _outgoing.GetSpan(HeaderBytes);
        _outgoing.Advance(HeaderBytes);
        Serialize(message);
        int length = _outgoing.Length - HeaderBytes;
        if (length > LimitBytes)
        {
            throw new ProtocolException($"A message of {length} bytes was to be sent; the limit is {LimitBytes}.") { IsTooLong = true };
        }

        BinaryPrimitives.WriteInt32LittleEndian(_outgoing.Written, length);
        output.Write(_outgoing.Written);
        output.Flush();
    }

    /// <summary>Waits for the next message.</summary>
    /// <returns>Null when the other side closed between two frames.</returns>
    /// <exception cref="ProtocolException">What came is no message.</exception>
    /// <exception cref="IOException">The pipe broke.</exception>
    public TMessage? Read()
    {
        if (!Receive(HeaderBytes))
        {
            return _incoming.Length == 0 ? null : throw new ProtocolException("The stream ended inside a frame.");
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(_incoming.Written);
        if (length <= 0 || length > readLimitBytes)
        {
            throw new ProtocolException($"A frame of {length} bytes was announced; the limit is {readLimitBytes}.") { IsTooLong = length > readLimitBytes };
        }

        if (!Receive(HeaderBytes + length))
        {
            throw new ProtocolException("The stream ended inside a frame.");
        }

        TMessage message = Parse(_incoming.Written.Slice(HeaderBytes, length));
        _incoming.Remove(HeaderBytes + length);
        return message;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Serialize(TMessage message)
    {
        // One writer for all messages: its options and its buffer are not made again for each of a hundred thousand questions.
        _writer ??= new Utf8JsonWriter(_outgoing, new JsonWriterOptions { SkipValidation = true, MaxDepth = ProtocolJson.MaxDepth });
        _writer.Reset(_outgoing);
        try
        {
            JsonSerializer.Serialize(_writer, message, form);
            _writer.Flush();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            throw new ProtocolException($"A message can't be written: {exception.Message}", exception);
        }
    }

    // Takes whatever has arrived: a small frame costs one call of the system instead of two.
    private bool Receive(int count)
    {
        while (_incoming.Length < count)
        {
            int received = input.Read(_incoming.GetSpan(1));
            if (received == 0)
            {
                return false;
            }

            _incoming.Advance(received);
        }

        return true;
    }

    private TMessage Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, form)
                ?? throw new ProtocolException("A frame held null.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            throw new ProtocolException($"A frame is no message: {exception.Message}", exception);
        }
    }
}

/// <summary>What engine and plugin host say about stanzas.</summary>
/// <param name="input">Where messages come from; not disposed.</param>
/// <param name="output">Where messages go; flushed after each; not disposed.</param>
/// <param name="readLimitBytes">A longer frame is not taken.</param>
internal sealed class FrameStream(Stream input, Stream output, int readLimitBytes = FrameStream<ProtocolMessage>.LimitBytes)
    : FrameStream<ProtocolMessage>(input, output, ProtocolJson.Default.ProtocolMessage, readLimitBytes);
