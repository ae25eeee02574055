using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

public sealed class AdoptionTests : IDisposable
{
    private readonly Project _project = new();
    private readonly LastingBackend _backend = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Who_stops_a_run_leaves_what_outlives_it_and_the_next_run_goes_on_with_it()
    {
        _project.UsePlan(Shell("t", "x"), Shell("u", "x", needs: ["t"]));
        RunSummary first = await StopOnceRunningAsync("t");

        _backend.EndsAtOnce = true;
        _backend.End("t", new Verdict.Exited(0));
        RunSummary second = await RunAsync();

        Assert.Equal((1, 1), (first.Counts.Detached, first.Counts.Withdrawn));
        Assert.True(second.IsSuccess);
        Assert.Equal(["1/t/1", "2/u/1"], _backend.Started);
        Assert.Equal(new TargetId("t"), Assert.Single(_project.Recorder.Events.OfType<RunEvent.PickedUp>()).Target);
    }

    [Fact]
    public async Task What_ended_while_nobody_looked_ended_then_and_not_when_it_was_found()
    {
        _project.UsePlan(Shell("t", "x"));
        _ = await StopOnceRunningAsync("t");

        _backend.EndedAt = new DateTimeOffset(2034, 5, 6, 7, 8, 9, TimeSpan.Zero);
        _backend.End("t", new Verdict.Exited(0));
        _ = await RunAsync();

        using StateStore store = StateStore.OpenToRead(_project.Directory);
        Assert.Equal(_backend.EndedAt, Assert.Single(store.Queries.Attempts(new TargetId("t"))).Ended);
    }

    [Fact]
    public async Task What_failed_without_an_engine_is_told_as_failed_once_and_then_tried_again()
    {
        _project.UsePlan(Shell("t", "x"));
        _ = await StopOnceRunningAsync("t");

        _backend.EndsAtOnce = true;
        _backend.End("t", new Verdict.Exited(3));
        RunSummary told = await RunAsync();
        RunSummary again = await RunAsync();

        Assert.Equal(new TargetState.Failed(1, new FailureReason.Exited(3, "")), Assert.Single(told.Failures).State);
        Assert.True(again.IsSuccess);
        Assert.Equal(["1/t/1", "3/t/1"], _backend.Started);
    }

    [Fact]
    public async Task What_would_do_something_else_now_is_ended_and_begun_anew()
    {
        _project.UsePlan(Shell("t", "old"));
        _ = await StopOnceRunningAsync("t");

        _project.UsePlan(Shell("t", "new"));
        _backend.EndsAtOnce = true;
        RunSummary summary = await RunAsync();

        Assert.True(summary.IsSuccess);
        Assert.Equal(["1/t/1", "2/t/1"], _backend.Started);
        Assert.Equal(["1/t/1"], _backend.Killed);
    }

    [Fact]
    public async Task A_condition_that_an_unfinished_attempt_half_fulfils_is_not_believed()
    {
        _project.UsePlan(Shell("t", "x") with { DoneWhen = new Condition.Exists([new HostPath("out")]) });
        _ = await StopOnceRunningAsync("t");

        _ = _project.Write("out", "half");
        _backend.End("t", new Verdict.Exited(1));
        RunSummary summary = await RunAsync();

        Assert.Equal("t Detached, t Failed", _project.Recorder.Tell());
        Assert.Equal(["1/t/1"], _backend.Started);
        Assert.False(summary.IsSuccess);
    }

    [Fact]
    public async Task What_fails_after_it_was_taken_over_is_tried_again_only_once_its_needs_are_met()
    {
        Target target = Shell("t", "x", needs: ["need"]) with
        {
            DoneWhen = new Condition.Exists([new HostPath("out")]),
            Retries = new RetryPolicy(1, TimeSpan.Zero, 1),
        };
        _project.UsePlan(Shell("need", "old"), target);
        Task needed = RunningAsync("need");
        Task<RunSummary> first = StopOnceRunningAsync("t", "t");
        await needed;
        _backend.End("need", new Verdict.Exited(0));
        _ = await first;

        _project.UsePlan(Shell("need", "new"), target);
        _backend.EndsAtOnce = true;
        _backend.End("t", new Verdict.Exited(1));
        _ = await RunAsync("t");

        Assert.Equal(["1/need/1", "1/t/1", "2/need/1", "2/t/2"], _backend.Started);
    }

    [Fact]
    public async Task What_was_never_started_is_started_without_a_word_of_failure()
    {
        _project.UsePlan(Shell("t", "x"));
        _ = await StopOnceRunningAsync("t");

        _backend.EndsAtOnce = true;
        _backend.End("t", new Verdict.Lost("it was never started"));
        RunSummary summary = await RunAsync();

        Assert.True(summary.IsSuccess);
        Assert.Equal(["1/t/1", "2/t/1"], _backend.Started);
    }

    [Fact]
    public async Task Losing_sight_of_an_attempt_is_told_and_is_no_failure()
    {
        _project.UsePlan(Shell("t", "x"));
        _backend.Unknown = "the network is down";
        Task lost = _project.Recorder.FirstAsync(happened => happened is RunEvent.TargetChanged { State: TargetState.Unknown });
        Task<RunSummary> run = RunAsync();
        await lost;

        _backend.Unknown = null;
        _backend.End("t", new Verdict.Exited(0));

        Assert.True((await run).IsSuccess);
    }

    [Fact]
    public async Task What_nobody_selects_runs_on()
    {
        _project.UsePlan(Shell("t", "x"), Shell("other", "x"));
        _ = await StopOnceRunningAsync("t", "t");

        _backend.EndsAtOnce = true;
        RunSummary other = await RunAsync("other");
        _backend.End("t", new Verdict.Exited(0));
        RunSummary picked = await RunAsync("t");

        Assert.True(other.IsSuccess && picked.IsSuccess);
        Assert.Equal(["1/t/1", "2/other/1"], _backend.Started);
    }

    [Fact]
    public async Task What_runs_on_for_a_target_that_is_gone_is_told()
    {
        _project.UsePlan(Shell("t", "x"));
        _ = await StopOnceRunningAsync("t");

        _backend.EndsAtOnce = true;
        _project.UsePlan(Shell("other", "x"));
        _ = await RunAsync();

        Assert.Equal([new TargetId("t")], Assert.Single(_project.Recorder.Events.OfType<RunEvent.StrangersFound>()).Targets);
    }

    [Fact]
    public async Task What_ended_in_time_while_nobody_looked_did_not_take_too_long()
    {
        _project.UsePlan(Shell("t", "x") with { Timeout = TimeSpan.FromMilliseconds(200) });
        _ = await StopOnceRunningAsync("t");
        _backend.End("t", new Verdict.Exited(0));
        await Task.Delay(TimeSpan.FromMilliseconds(250));
        _backend.AnswersAfter = TimeSpan.FromMilliseconds(50);

        RunSummary summary = await RunAsync();

        Assert.True(summary.IsSuccess);
        Assert.Empty(_backend.Killed);
    }

    [Fact]
    public async Task What_takes_too_long_is_ended_once_it_was_seen_to_run_still()
    {
        _project.UsePlan(Shell("t", "x") with { Timeout = TimeSpan.FromMilliseconds(20) });

        RunSummary summary = await RunAsync();

        Assert.Equal(
            new TargetState.Failed(1, new FailureReason.TimedOut(TimeSpan.FromMilliseconds(20))), Assert.Single(summary.Failures).State);
        Assert.Equal(["1/t/1"], _backend.Killed);
    }

    [Fact]
    public async Task What_waits_in_a_queue_takes_no_time()
    {
        _project.UsePlan(Shell("t", "x") with { Timeout = TimeSpan.FromMilliseconds(20) });
        _backend.Running = new AttemptObservation.Alive("queued") { IsWaiting = true };
        _backend.BeforeLook = looks =>
        {
            // 5 ms apart: its timeout is over several times.
            if (looks == 40)
            {
                _backend.End("t", new Verdict.Exited(0));
            }
        };

        RunSummary summary = await RunAsync();

        Assert.True(summary.IsSuccess);
        Assert.Empty(_backend.Killed);
    }

    [Fact]
    public async Task A_timeout_counts_from_when_a_job_began()
    {
        _project.UsePlan(Shell("t", "x") with { Timeout = TimeSpan.FromMilliseconds(100) });
        _backend.Running = new AttemptObservation.Alive("queued") { IsWaiting = true };
        _backend.BeforeLook = looks =>
            _backend.Running = looks > 30 ? new AttemptObservation.Alive("running") { Began = DateTimeOffset.UtcNow.AddHours(-1) } : _backend.Running;

        RunSummary summary = await RunAsync();

        Assert.Equal([true, false], _project.Recorder.Events.OfType<RunEvent.QueueChanged>().Select(change => change.IsWaiting));
        Assert.IsType<FailureReason.TimedOut>(Assert.IsType<TargetState.Failed>(Assert.Single(summary.Failures).State).Reason);
        Assert.Equal(["1/t/1"], _backend.Killed);
    }

    [Fact]
    public async Task A_cluster_has_its_own_limit_whatever_this_machine_has()
    {
        _project.Options = _project.Options with { Jobs = 1 };
        _project.UsePlan([.. Enumerable.Range(0, 7).Select(i => Shell($"t{i}", "x"))]);
        LastingBackend cluster = new() { Capacity = 3 };
        cluster.BeforeLook = _ => Array.ForEach([.. cluster.Started], one => cluster.End(one.Split('/')[1], new Verdict.Exited(0)));

        RunSummary summary = await _project.RunAsync([cluster], new RunControl());

        Assert.True(summary.IsSuccess);
        Assert.Equal(3, cluster.MostAtOnce);
    }

    [Fact]
    public async Task What_runs_though_an_older_state_was_put_back_is_ended_before_it_is_begun_anew()
    {
        _project.UsePlan(Shell("t", "x"));
        _project.Open().Dispose();
        File.Copy(_project.Directory.DatabasePath, _project.PathOf("older.db"));
        _ = await StopOnceRunningAsync("t");

        File.Copy(_project.PathOf("older.db"), _project.Directory.DatabasePath, overwrite: true);
        _backend.EndsAtOnce = true;
        RunSummary summary = await RunAsync();

        Assert.True(summary.IsSuccess);
        Assert.Equal(["1/t/1"], _backend.Killed);
        Assert.Equal(["1/t/1", "2/t/1"], _backend.Started);
    }

    private Task<RunSummary> RunAsync(params string[] patterns) => _project.RunAsync([_backend], new RunControl(), patterns);

    private async Task<RunSummary> StopOnceRunningAsync(string target, params string[] patterns)
    {
        RunControl control = new();
        Task running = RunningAsync(target);
        Task<RunSummary> run = _project.RunAsync([_backend], control, patterns);
        await running;
        control.Stop();
        return await run;
    }

    private Task RunningAsync(string target) => _project.Recorder.FirstAsync(
        happened => happened is RunEvent.TargetChanged { State: TargetState.Running } changed && changed.Target.Value == target);
}
