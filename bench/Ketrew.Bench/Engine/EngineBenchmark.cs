using System.Diagnostics;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Bench.Engine;

/// <summary>Measures the engine as a library.</summary>
/// <param name="directory">An empty one; a project is made in it.</param>
internal sealed class EngineBenchmark(string directory)
{
    private static readonly TimeProvider _clock = TimeProvider.System;

    /// <summary>How long it takes to plan, and what this process takes of memory afterwards: graph, selection, and a look at every file.</summary>
    public (TimeSpan Time, long PeakBytes) Plan(int count)
    {
        Plan plan = LayeredPlan.Create(count, withFiles: true);
        using StateStore store = Open("plan");
        long began = Stopwatch.GetTimestamp();
        Inspection inspection = Inspection.Of(Select(plan), store, _clock);
        TimeSpan time = Stopwatch.GetElapsedTime(began);
        GC.KeepAlive(inspection);
        return (time, Process.GetCurrentProcess().PeakWorkingSet64);
    }

    /// <summary>How long a whole run takes whose attempts take no time: what is left is deciding, storing and telling.</summary>
    /// <returns>The time, and how many changes of state were stored.</returns>
    public async Task<(TimeSpan Time, int Transitions)> RunAsync(int count)
    {
        Selection selection = Select(LayeredPlan.Create(count, withFiles: false));
        using StateStore store = Open("run");
        Counter counter = new();
        long began = Stopwatch.GetTimestamp();
        _ = await new RunEngine(store, [new IdleBackend()], _clock).RunAsync(selection, new RunOptions { Jobs = 256 }, counter, new RunControl());
        return (Stopwatch.GetElapsedTime(began), counter.Changes);
    }

    /// <summary>How long after the last thing that each attempt does its end is stored and told.</summary>
    /// <returns>One delay per attempt, ascending.</returns>
    public async Task<TimeSpan[]> NoticeAsync(IBackend backend, int count)
    {
        Plan plan = new() { Targets = [.. Enumerable.Range(0, count).Select(index => new Target { Id = new TargetId($"n{index:000}"), Steps = [new Step.Exec(["date", "+%s.%N"])] })] };
        using StateStore store = Open(backend.Name);
        Noticer noticer = new();
        _ = await new RunEngine(store, [backend], _clock).RunAsync(Select(plan), new RunOptions { Jobs = 1 }, noticer, new RunControl());
        return [.. noticer.Delays.Order()];
    }

    private static Selection Select(Plan plan) =>
        TargetGraph.TryBuild(plan, out TargetGraph? graph, out _) && graph.TrySelect([], out Selection? selection, out _)
            ? selection
            : throw new InvalidOperationException("The plan of the benchmark is wrong.");

    private StateStore Open(string name) =>
        StateStore.Open(new ProjectDirectory(Path.Combine(directory, name)), new LockOwner(Environment.ProcessId, "bench", _clock.GetUtcNow()));

    private sealed class Counter : IRunObserver
    {
        public int Changes { get; private set; }

        public void OnNext(RunEvent happened) => Changes += happened is RunEvent.TargetChanged ? 1 : 0;
    }

    private sealed class Noticer : IRunObserver
    {
        public List<TimeSpan> Delays { get; } = [];

        public void OnNext(RunEvent happened)
        {
            if (happened is RunEvent.TargetChanged { State: TargetState.Succeeded, LogPath: { } log })
            {
                double printed = double.Parse(File.ReadAllText(log), System.Globalization.CultureInfo.InvariantCulture);
                Delays.Add(_clock.GetUtcNow() - DateTimeOffset.UnixEpoch.AddSeconds(printed));
            }
        }
    }
}
