using System.Globalization;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

/// <summary>What storms found out about attempts of earlier runs.</summary>
public sealed class TakeoverTests : IDisposable
{
    private readonly Project _project = new();
    private readonly LastingBackend _backend = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_is_taken_over_has_its_share_of_the_pools_before_anything_new_starts()
    {
        ValueList<PoolUse> all = [new PoolUse("few", 1)];
        _project.Plan = new Plan
        {
            Targets = [Shell("a", "x") with { Pools = all }, Shell("t", "x") with { Pools = all, Priority = 1 }],
            Pools = [new PoolLimit("few", 1)],
        };
        await StopOnceRunningAsync("t");

        Task pickedUp = _project.Recorder.FirstAsync(happened => happened is RunEvent.TargetChanged { State: TargetState.Running } changed && IsOf(changed, "t"));
        Task<RunSummary> run = RunAsync();
        await pickedUp;
        string[] startedBefore = [.. _backend.Started];
        _backend.EndsAtOnce = true;
        _backend.End("t", new Verdict.Exited(0));

        Assert.True((await run).IsSuccess);
        Assert.Equal(["1/t/1"], startedBefore);
    }

    [Fact]
    public async Task What_ended_in_time_while_nobody_looked_does_not_time_out_afterwards()
    {
        _project.UsePlan(Shell("t", "x") with { Timeout = TimeSpan.FromMinutes(1) });
        await StopOnceRunningAsync("t");
        _backend.End("t", new Verdict.Exited(0));

        _project.Clock = new ShiftedClock { Shift = TimeSpan.FromHours(1) };
        RunSummary summary = await RunAsync();

        Assert.True(summary.IsSuccess);
        Assert.Empty(_backend.Killed);
    }

    [Fact]
    public async Task What_ended_for_a_target_that_nobody_asks_for_any_more_is_told_and_closed()
    {
        _project.UsePlan(Shell("t", "x") with { OnFailure = [new TargetId("tidy")] }, Shell("tidy", "x"));
        _project.Plan = _project.Plan with { Defaults = [new TargetId("t")] };
        _backend.Ends = id => id.Target.Value == "t" ? new Verdict.Exited(1) : null;
        await StopOnceRunningAsync("tidy");

        _backend.Ends = _ => new Verdict.Exited(0);
        bool isDone = (await RunAsync()).IsSuccess;
        int openBefore = Unfinished();
        _backend.End("tidy", new Verdict.Exited(0));
        RunSummary summary = await RunAsync();

        Assert.True(isDone && summary.IsSuccess);
        Assert.Equal((1, 0), (openBefore, Unfinished()));
        Assert.Equal(["1/t/1", "1/tidy/1", "2/t/1"], _backend.Started);
    }

    [Fact]
    public async Task What_failed_for_a_target_that_nobody_asks_for_any_more_is_not_tried_again()
    {
        _project.UsePlan(
            Shell("t", "x") with { OnFailure = [new TargetId("tidy")] },
            Shell("tidy", "x") with { Retries = new RetryPolicy(3, TimeSpan.Zero, 1) });
        _project.Plan = _project.Plan with { Defaults = [new TargetId("t")] };
        _backend.Ends = id => id.Target.Value == "t" ? new Verdict.Exited(1) : null;
        await StopOnceRunningAsync("tidy");

        _backend.Ends = _ => new Verdict.Exited(0);
        _backend.End("tidy", new Verdict.Exited(9));
        RunSummary summary = await RunAsync();

        Assert.Equal(new TargetState.Failed(1, new FailureReason.Exited(9, "")), Assert.Single(summary.Failures).State);
        Assert.Equal(["1/t/1", "1/tidy/1", "2/t/1"], _backend.Started);
    }

    [Fact]
    public async Task What_a_target_left_running_when_it_was_done_is_not_what_the_state_has_forgotten()
    {
        Target serve = Shell("serve", "sleep 1000 > /dev/null 2>&1 & echo $! > out/serve", outputs: ["out/serve"]);
        _project.UsePlan(serve, Shell("t", "echo old"));
        _ = await _project.RunAsync();
        int server = int.Parse(_project.Read("out/serve"), CultureInfo.InvariantCulture);
        _ = _project.Write("out/serve", $"{server} # a remark\n");
        File.SetLastWriteTimeUtc(_project.PathOf("out/serve"), DateTime.UnixEpoch);

        _project.UsePlan(serve, Shell("t", "echo new"));
        _ = await _project.RunAsync("t");
        bool isAlive = Signal.IsAlive(server);
        Signal.Send(server, Signal.Kill);

        Assert.True(isAlive);
        Assert.True(_project.Has("out/serve"));
        Assert.Empty(_project.Recorder.Events.OfType<RunEvent.Recovered>());
    }

    private int Unfinished()
    {
        using StateStore store = _project.Open();
        return store.LoadUnfinished().Count;
    }

    private Task<RunSummary> RunAsync(params string[] patterns) => _project.RunAsync([_backend], new RunControl(), patterns);

    private async Task StopOnceRunningAsync(string target)
    {
        RunControl control = new();
        Task running = _project.Recorder.FirstAsync(happened => happened is RunEvent.TargetChanged { State: TargetState.Running } changed && IsOf(changed, target));
        Task<RunSummary> run = _project.RunAsync([_backend], control);
        await running;
        control.Stop();
        _ = await run;
    }

    private static bool IsOf(RunEvent.TargetChanged changed, string target) => changed.Target.Value == target;
}
