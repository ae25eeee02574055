namespace Ketrew.Backends.Hosts.Ssh;

/// <summary>The standard input of a client: once nobody reads it any more, what is written is dropped, and the client's end tells the rest.
/// So errors of what is written from are told from those of what is written to.</summary>
/// <param name="pipe">Closed with this stream.</param>
internal sealed class PipeToSsh(Stream pipe) : Stream
{
    private bool _isBroken;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isBroken)
        {
            return;
        }

        try
        {
            await pipe.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            _isBroken = true;
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            if (!_isBroken)
            {
                pipe.Write(buffer, offset, count);
            }
        }
        catch (IOException)
        {
            _isBroken = true;
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        try
        {
            pipe.Dispose();
        }
        catch (IOException)
        {
            // Its reader is gone, which is told by the reader's end.
        }

        base.Dispose(disposing);
    }
}
