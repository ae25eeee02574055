using Ketrew.Engine.Running;
using Ketrew.Sdk;
using Spectre.Console;

namespace Ketrew.CommandLine.Output;

/// <summary>A few lines that are redrawn while a person watches: what runs and for how long, how much is left.</summary>
/// <param name="terminal">Where it goes.</param>
/// <param name="clock">Says how long something runs.</param>
/// <param name="remaining">Says how long the rest will take.</param>
internal sealed class LiveRunDisplay(Terminal terminal, TimeProvider clock, RemainingTime remaining) : IRunObserver
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly LiveRunLines _lines = new(remaining);

    /// <summary>Shows a run while it goes on.</summary>
    /// <param name="run">Starts it with an observer.</param>
    public async Task<RunSummary> WatchAsync(Func<IRunObserver, Task<RunSummary>> run)
    {
        Task<RunSummary> running = run(this);
        if (await Task.WhenAny(running, Task.Delay(_interval, clock)) != running)
        {
            await terminal.Live.Live(Draw()).AutoClear(true).StartAsync(async context =>
            {
                while (!running.IsCompleted)
                {
                    context.UpdateTarget(Draw());
                    await Task.WhenAny(running, Task.Delay(_interval, clock));
                }
            });
        }

        return await running;
    }

    public void OnNext(RunEvent happened)
    {
        lock (_lock)
        {
            _lines.Follow(happened);
        }
    }

    private Rows Draw()
    {
        lock (_lock)
        {
            ValueList<string> lines = _lines.Lines(clock.GetUtcNow());
            return new Rows(
            [
                .. lines.Take(lines.Count - 1).Select(line => new Text(line) { Overflow = Overflow.Ellipsis }),
                new Text(lines[^1], new Style(decoration: Decoration.Bold)),
            ]);
        }
    }
}
