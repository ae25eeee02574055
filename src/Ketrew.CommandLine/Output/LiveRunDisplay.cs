using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Sdk;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ketrew.CommandLine.Output;

/// <summary>A few lines that are redrawn while a person watches: what runs and for how long, how much is left.</summary>
/// <param name="terminal">Where it goes.</param>
/// <param name="clock">Says how long something runs.</param>
/// <param name="remaining">Says how long the rest will take.</param>
internal sealed class LiveRunDisplay(Terminal terminal, TimeProvider clock, RemainingTime remaining) : IRunObserver
{
    private const int RunningLimit = 8;
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Dictionary<TargetId, DateTimeOffset> _running = [];
    private int _toRun;
    private int _done;
    private int _failed;
    private string _notice = "";

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
            switch (happened)
            {
                case RunEvent.Started started:
                    _toRun = started.TargetCount - started.UpToDateCount;
                    break;
                case RunEvent.Stopping stopping:
                    _notice = stopping.IsKilling ? "killing what runs; Ctrl-C again forces it" : "nothing new starts; Ctrl-C again kills what runs";
                    break;
                case RunEvent.TargetChanged changed:
                    Follow(changed);
                    break;
            }
        }
    }

    private void Follow(RunEvent.TargetChanged changed)
    {
        if (changed.State is TargetState.Running or TargetState.Starting)
        {
            _running.TryAdd(changed.Target, changed.At);
        }
        else if (changed.State is not (TargetState.Verifying or TargetState.Killing))
        {
            _running.Remove(changed.Target);
        }

        if (changed is { State.IsFinal: true, Duration: { } duration })
        {
            remaining.Add(duration);
        }

        _done += changed.State.IsSuccess ? 1 : 0;
        _failed += changed.State is TargetState.Failed or TargetState.Killed ? 1 : 0;
    }

    private Rows Draw()
    {
        lock (_lock)
        {
            DateTimeOffset now = clock.GetUtcNow();
            List<IRenderable> lines =
            [
                .. _running.OrderBy(pair => pair.Value).Take(RunningLimit).Select(pair => new Text($"  {pair.Key}  {StateText.Describe(now - pair.Value)}") { Overflow = Overflow.Ellipsis }),
            ];
            if (_running.Count > RunningLimit)
            {
                lines.Add(new Text($"  … and {_running.Count - RunningLimit} more"));
            }

            string failed = _failed == 0 ? "" : $", {_failed} failed";
            string left = remaining.Estimate(_toRun - _done - _failed) is { } time ? $", about {StateText.Describe(time)} left" : "";
            string notice = _notice.Length == 0 ? "" : $" — {_notice}";
            lines.Add(new Text($"{_done} of {_toRun} done{failed}, {_running.Count} running{left}{notice}", new Style(decoration: Decoration.Bold)));
            return new Rows(lines);
        }
    }
}
