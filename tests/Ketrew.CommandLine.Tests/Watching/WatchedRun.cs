using System.Diagnostics;
using System.Threading.Channels;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests.Watching;

/// <summary>A <c>ketrew</c> that goes on until it is interrupted, and what it says line by line.</summary>
internal sealed class WatchedRun : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Process _process;

    public WatchedRun(string directory, params string[] arguments)
    {
        // Both to one place, as on a terminal: only so there is an order among them.
        _process = KetrewProgram.Start("/bin/sh", directory, ["-c", "exec \"$0\" \"$@\" 2>&1", KetrewProgram.FileName, .. arguments]);
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
    }

    /// <summary>All that it said, as far as somebody waited for it.</summary>
    public List<string> Said { get; } = [];

    /// <summary>Waits for a line that begins so.</summary>
    public async Task<string> WaitForAsync(string beginning)
    {
        using CancellationTokenSource patience = new(_patience);
        try
        {
            while (true)
            {
                string line = await _lines.Reader.ReadAsync(patience.Token);
                Said.Add(line);
                if (line.StartsWith(beginning, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"`{beginning}` was not said, but:\n{string.Join('\n', Said)}");
        }
    }

    /// <summary>Ends it as a person does; gives its exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        Signal.Send(_process.Id, Signal.Interrupt);
        await _process.WaitForExitAsync();
        while (_lines.Reader.TryRead(out string? line))
        {
            Said.Add(line);
        }

        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Writer.TryWrite(line);
        }
    }
}
