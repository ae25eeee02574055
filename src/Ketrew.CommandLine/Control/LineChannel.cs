using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Ketrew.CommandLine.Control;

/// <summary>Lines over a connection, each way; of bounded length, so that nobody's memory is at the mercy of somebody else.</summary>
/// <param name="socket">Connected; disposed with the channel.</param>
internal sealed class LineChannel(Socket socket) : IDisposable
{
    /// <summary>No line is longer; enough to name a hundred thousand targets.</summary>
    public const int LongestLineBytes = 4 * 1024 * 1024;

    private byte[] _buffer = new byte[4096];
    private int _count;

    /// <summary>Reads the next line.</summary>
    /// <param name="cancellationToken">Gives up; the channel is of no use then.</param>
    /// <returns>Without its end; null when the other side has gone.</returns>
    /// <exception cref="JsonException">It is too long.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        int searched = 0;
        while (true)
        {
            int end = _buffer.AsSpan(searched, _count - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                return Take(searched + end);
            }

            searched = _count;
            Grow();
            int read = await ReceiveAsync(_buffer.AsMemory(_count), cancellationToken);
            if (read == 0)
            {
                return null;
            }

            _count += read;
        }
    }

    /// <summary>Writes a line.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="cancellationToken">Gives up; the channel is of no use then.</param>
    /// <returns>False when the other side has gone.</returns>
    public async Task<bool> WriteAsync(string line, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> rest = Encoding.UTF8.GetBytes(line + "\n");
        try
        {
            while (!rest.IsEmpty)
            {
                rest = rest[await socket.SendAsync(rest, cancellationToken)..];
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task<int> ReceiveAsync(Memory<byte> memory, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(memory, cancellationToken);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private byte[] Take(int length)
    {
        byte[] line = _buffer[..length];
        _count -= length + 1;
        Array.Copy(_buffer, length + 1, _buffer, 0, _count);
        return line;
    }

    private void Grow()
    {
        if (_count == LongestLineBytes)
        {
            throw new JsonException("the line is too long");
        }

        if (_count == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(2 * _count, LongestLineBytes));
        }
    }
}
