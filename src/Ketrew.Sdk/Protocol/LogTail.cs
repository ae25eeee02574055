using System.Text;

namespace Ketrew.Sdk.Protocol;

/// <summary>The last part of what a process writes, however much it writes.</summary>
internal sealed class LogTail
{
    private const int LimitBytes = 64 * 1024;
    private const int LastLines = 20;

    // What the runtime prints before it dies, most telling first.
    private static readonly string[] _lastWords = ["Stack overflow", "Out of memory", "Unhandled exception", "Fatal error", "Process terminated"];

    private readonly Lock _lock = new();
    private readonly byte[] _ring = new byte[LimitBytes];
    private long _written;

    /// <summary>The last lines, without an end of line after the last one.</summary>
    public string Text => string.Join('\n', Lines().TakeLast(LastLines));

    /// <summary>Why the process died, in its own words; null when it said nothing about it.</summary>
    public string? LastWords => _lastWords
        .Select(words => Lines().LastOrDefault(line => line.StartsWith(words, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(line => line is not null);

    /// <summary>Reads to the end.</summary>
    public void Drain(Stream stream)
    {
        byte[] chunk = new byte[4096];
        int read;
        while ((read = stream.Read(chunk)) > 0)
        {
            Append(chunk.AsSpan(0, read));
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            foreach (byte value in bytes)
            {
                _ring[_written++ % LimitBytes] = value;
            }
        }
    }

    private string[] Lines()
    {
        lock (_lock)
        {
            int length = (int)Math.Min(_written, LimitBytes);
            int end = (int)(_written % LimitBytes);
            byte[] bytes = _written <= LimitBytes ? _ring[..length] : [.. _ring[end..], .. _ring[..end]];
            return Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        }
    }
}
