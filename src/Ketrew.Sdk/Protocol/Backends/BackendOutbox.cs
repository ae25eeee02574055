using System.Collections.Concurrent;

namespace Ketrew.Sdk.Protocol.Backends;

/// <summary>Sends messages in their order, on a thread of its own: nobody waits for a reader who doesn't read.</summary>
internal sealed class BackendOutbox : IDisposable
{
    private readonly BlockingCollection<BackendMessage> _messages = [];
    private readonly BackendFrames _frames;
    private readonly Action<BackendMessage, ProtocolException> _refuse;
    private readonly Thread _writer;

    /// <param name="frames">Where they go; nobody else writes to it.</param>
    /// <param name="refuse">Hears of a message that can't be said, and why.</param>
    public BackendOutbox(BackendFrames frames, Action<BackendMessage, ProtocolException> refuse)
    {
        _frames = frames;
        _refuse = refuse;
        _writer = new Thread(Write) { IsBackground = true, Name = "backend messages" };
        _writer.Start();
    }

    /// <summary>Sends a message when those before it are sent; nothing happens after <see cref="Close"/>.</summary>
    public void Add(BackendMessage message)
    {
        try
        {
            _messages.Add(message);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ObjectDisposedException)
        {
            // Closed: there is nobody to hear it.
        }
    }

    /// <summary>Takes no more; waits until all is sent, for a while.</summary>
    public void Close(TimeSpan patience)
    {
        if (_writer.IsAlive)
        {
            _messages.CompleteAdding();
            _ = _writer.Join(patience);
        }
    }

    /// <summary>Takes no more, and waits for nothing.</summary>
    public void Dispose()
    {
        Close(TimeSpan.Zero);

        // A writer whose pipe nobody reads holds on to it.
        if (!_writer.IsAlive)
        {
            _messages.Dispose();
        }
    }

    private void Write()
    {
        foreach (BackendMessage message in _messages.GetConsumingEnumerable())
        {
            if (!TryWrite(message))
            {
                _messages.CompleteAdding();
                return;
            }
        }
    }

    private bool TryWrite(BackendMessage message)
    {
        try
        {
            _frames.Write(message);
        }
        catch (ProtocolException exception)
        {
            _refuse(message, exception);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Who reads the other direction notices it, too, and knows what to do.
            return false;
        }

        return true;
    }
}
