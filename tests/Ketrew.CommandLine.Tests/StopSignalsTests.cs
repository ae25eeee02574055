using Ketrew.Backends.Local;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

public sealed class StopSignalsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly StopSignals _signals = new();

    public void Dispose()
    {
        _signals.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task The_third_time_ends_what_ignores_the_second()
    {
        Task<RunSummary> run = RunAsync("trap 'touch asked' TERM; touch started; while true; do sleep 0.02; done");
        await _directory.WaitForAsync("started");

        _signals.Request(StopSignals.AskedToStop);
        _signals.Request(StopSignals.AskedToStop);
        await _directory.WaitForAsync("asked");
        _signals.Request(StopSignals.AskedToStop);

        // Its grace is a day: nothing else ends it.
        RunSummary summary = await run;
        Assert.Equal(new TargetState.Killed(1, IsConfirmed: true), Assert.Single(summary.Failures).State);
    }

    [Fact]
    public async Task A_request_to_terminate_stops_and_kills()
    {
        Task<RunSummary> run = RunAsync("touch started; exec sleep 1000");
        await _directory.WaitForAsync("started");

        _signals.Request(StopSignals.AskedToKill);

        RunSummary summary = await run;
        Assert.True(summary.IsStopped);
        Assert.Equal(1, summary.Counts.Killed);
    }

    [Fact]
    public async Task What_was_asked_before_the_run_began_counts()
    {
        _signals.Request(StopSignals.AskedToStop);

        RunSummary summary = await RunAsync("touch started");

        Assert.Equal(1, summary.Counts.Withdrawn);
        Assert.True(_signals.Stop.IsCancellationRequested);
        Assert.False(File.Exists(_directory["started"]));
    }

    private async Task<RunSummary> RunAsync(string script)
    {
        Target target = new() { Id = new TargetId("a"), Steps = [new Step.Shell(script, ["sh", "-c"])] };
        Assert.True(TargetGraph.TryBuild(new Plan { Targets = [target] }, out TargetGraph? graph, out _));
        Assert.True(graph.TrySelect([], out Selection? selection, out _));
        using LocalBackend backend = new([new NamedValue("PATH", Environment.GetEnvironmentVariable("PATH")!)], "here", TimeProvider.System);
        using StateStore store = StateStore.Open(new ProjectDirectory(_directory.FullPath), new LockOwner(1, "here", DateTimeOffset.UnixEpoch));
        RunControl control = new();
        _signals.Steer(control);
        RunOptions options = new() { Jobs = 1, KillGrace = TimeSpan.FromDays(1) };
        return await new RunEngine(store, [backend], TimeProvider.System).RunAsync(selection, options, new Silence(), control);
    }

    private sealed class Silence : IRunObserver
    {
        public void OnNext(RunEvent happened)
        {
        }
    }
}
