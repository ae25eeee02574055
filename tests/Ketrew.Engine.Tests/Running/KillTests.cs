using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

public sealed class KillTests : IDisposable
{
    private readonly Project _project = new();
    private readonly RunControl _control = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_killed_target_blocks_what_needs_it_and_the_rest_goes_on()
    {
        _project.Options = _project.Options with { KeepGoing = true };
        _project.UsePlan(Shell("a", "x"), Shell("b", "x", needs: ["a"]), Shell("c", "x"));
        InstantBackend backend = new(attempt => attempt.Id.Target.Value == "a" ? null : new Verdict.Exited(0));
        Task running = Running("a");
        Task<RunSummary> run = _project.RunAsync([backend], _control);
        await running;

        ValueList<KillReport> reports = await _control.KillAsync([new("a"), new("nothing")], KillStrength.Terminate);

        Assert.Equal([KillOutcome.Killed, KillOutcome.NotRunning], reports.Select(report => report.Outcome));
        _ = await run;
        Assert.Equal("a Killed, b NeedsFailed, c Succeeded", _project.Recorder.Tell());
    }

    [Fact]
    public async Task Killing_everything_ends_the_run_and_tells_what_was_running()
    {
        _project.UsePlan(Shell("a", "x"), Shell("b", "x", needs: ["a"]));
        InstantBackend backend = new(_ => null);
        Task running = Running("a");
        Task<RunSummary> run = _project.RunAsync([backend], _control);
        await running;

        ValueList<KillReport> reports = await _control.KillAllAsync(KillStrength.Terminate, withEarlierRuns: false);

        Assert.Equal(new KillReport(new TargetId("a"), KillOutcome.Killed, ""), Assert.Single(reports));
        Assert.True((await run).IsStopped);
        Assert.Equal([KillStrength.Terminate], backend.Kills);
    }

    [Fact]
    public async Task A_forced_kill_does_not_ask_first()
    {
        _project.UsePlan(Shell("a", "x"));
        InstantBackend backend = new(_ => null);
        Task running = Running("a");
        Task<RunSummary> run = _project.RunAsync([backend], _control);
        await running;

        _ = await _control.KillAsync([new("a")], KillStrength.Kill);

        _ = await run;
        Assert.Equal([KillStrength.Kill], backend.Kills);
    }

    [Fact]
    public async Task What_does_not_die_is_said_to_be_unconfirmed_and_the_next_run_looks_for_it()
    {
        _project.Options = _project.Options with { KillGrace = TimeSpan.FromMilliseconds(10) };
        _project.UsePlan(Shell("a", "x"));
        InstantBackend backend = new(_ => null) { DiesOnKill = false };
        Task running = Running("a");
        Task<RunSummary> run = _project.RunAsync([backend], _control);
        await running;

        ValueList<KillReport> reports = await _control.KillAsync([new("a")], KillStrength.Terminate);

        Assert.Equal(KillOutcome.Unconfirmed, Assert.Single(reports).Outcome);
        _ = await run;
        using StateStore store = _project.Open();
        Assert.Equal("a", Assert.Single(store.LoadUnfinished()).Reference.Id.Target.Value);
    }

    [Fact]
    public async Task A_request_that_is_answered_when_all_is_over_does_no_harm()
    {
        TaskCompletionSource answer = new();
        LastingBackend lasting = new() { BeforeKill = () => answer.Task };
        _project.UsePlan(Shell("a", "x"));
        Task running = Running("a");
        Task killing = _project.Recorder.FirstAsync(happened => happened is RunEvent.TargetChanged { State: TargetState.Killing });
        Task<RunSummary> run = _project.RunAsync([lasting], _control);
        await running;
        Task<ValueList<KillReport>> asked = _control.KillAsync([new("a")], KillStrength.Terminate);
        await killing;
        lasting.End("a", new Verdict.Signaled(15));

        Assert.Equal(KillOutcome.Killed, Assert.Single(await asked).Outcome);
        answer.SetResult();
        Assert.Equal(1, (await run).Counts.Killed);
    }

    [Fact]
    public async Task A_backend_that_cannot_be_asked_to_end_something_does_not_end_the_run()
    {
        _project.Options = _project.Options with { KillGrace = TimeSpan.FromMilliseconds(10) };
        LastingBackend lasting = new() { BeforeKill = () => throw new KetrewException("The host is gone.") };
        _project.UsePlan(Shell("a", "x"));
        Task running = Running("a");
        Task<RunSummary> run = _project.RunAsync([lasting], _control);
        await running;

        ValueList<KillReport> reports = await _control.KillAsync([new("a")], KillStrength.Terminate);

        Assert.Equal(KillOutcome.Unconfirmed, Assert.Single(reports).Outcome);
        Assert.Equal(1, (await run).Counts.Killed);
    }

    [Fact]
    public async Task Who_asks_after_the_run_is_told_that_nothing_runs()
    {
        _project.UsePlan(Shell("a", "x"));
        _ = await _project.RunAsync([new InstantBackend(_ => new Verdict.Exited(0))], _control);

        ValueList<KillReport> reports = await _control.KillAsync([new("a")], KillStrength.Terminate);

        Assert.Equal(KillOutcome.NotRunning, Assert.Single(reports).Outcome);
    }

    [Fact]
    public async Task What_an_earlier_run_left_is_ended_too_when_everything_is_to_be()
    {
        LastingBackend lasting = new();
        _project.UsePlan(Shell("a", "x") with { Backend = "lasting" }, Shell("b", "x") with { Backend = "instant" });
        Task running = Running("a");
        RunControl first = new();
        Task<RunSummary> leaving = _project.RunAsync([lasting], first, "a");
        await running;
        first.Stop();
        _ = await leaving;
        InstantBackend instant = new(_ => null);
        Task other = Running("b");
        Task<RunSummary> run = _project.RunAsync([instant, lasting], _control, "b");
        await other;

        ValueList<KillReport> reports = await _control.KillAllAsync(KillStrength.Terminate, withEarlierRuns: true);

        _ = await run;
        Assert.Equal(["a Killed", "b Killed"], reports.Select(report => $"{report.Target} {report.Outcome}"));
        Assert.Equal(["1/a/1"], lasting.Killed);
    }

    [Fact]
    public async Task What_an_earlier_run_left_to_a_target_that_is_gone_can_be_ended_by_its_name_or_with_everything()
    {
        LastingBackend lasting = new();
        await LeaveAsync(lasting, "a");
        await LeaveAsync(lasting, "b");
        _project.UsePlan(Shell("c", "x"));
        InstantBackend instant = new(_ => null);
        Task other = Running("c");
        Task<RunSummary> run = _project.RunAsync([instant, lasting], _control);
        await other;

        ValueList<KillReport> named = await _control.KillAsync([new("a")], KillStrength.Terminate);
        ValueList<KillReport> all = await _control.KillAllAsync(KillStrength.Terminate, withEarlierRuns: true);

        _ = await run;
        Assert.Equal(new KillReport(new TargetId("a"), KillOutcome.Killed, ""), Assert.Single(named));
        Assert.Equal(["b Killed", "c Killed"], all.Select(report => $"{report.Target} {report.Outcome}"));
        using StateStore store = _project.Open();
        Assert.Empty(store.LoadUnfinished());
    }

    [Fact]
    public async Task Of_what_does_not_die_it_is_told_what_is_left_or_why_nobody_knows()
    {
        _project.Options = _project.Options with { KillGrace = TimeSpan.FromMilliseconds(10) };
        _project.UsePlan(Shell("a", "x"));
        LastingBackend lasting = new();
        Task running = Running("a");
        Task<RunSummary> run = _project.RunAsync([lasting], _control);
        await running;
        lasting.Unknown = "nobody answers";

        ValueList<KillReport> reports = await _control.KillAsync([new("a")], KillStrength.Terminate);

        _ = await run;
        Assert.Equal(new KillReport(new TargetId("a"), KillOutcome.Unconfirmed, "nobody answers"), Assert.Single(reports));
    }

    [Fact]
    public async Task What_the_run_itself_let_go_of_can_still_be_ended_while_it_is_stopping()
    {
        (LastingBackend lasting, InstantBackend instant) = (new(), new(_ => null));
        Task<RunSummary> run = await DetachAsync(lasting, instant);

        ValueList<KillReport> named = await _control.KillAsync([new("a")], KillStrength.Terminate);
        _ = await _control.KillAsync([new("b")], KillStrength.Terminate);

        _ = await run;
        Assert.Equal(new KillReport(new TargetId("a"), KillOutcome.Killed, ""), Assert.Single(named));
        Assert.Equal(["1/a/1"], lasting.Killed);
        using StateStore store = _project.Open();
        Assert.Empty(store.LoadUnfinished());
    }

    [Fact]
    public async Task Ending_the_whole_run_ends_what_it_let_go_of_too()
    {
        (LastingBackend lasting, InstantBackend instant) = (new(), new(_ => null));
        Task<RunSummary> run = await DetachAsync(lasting, instant);

        ValueList<KillReport> reports = await _control.KillAllAsync(KillStrength.Terminate, withEarlierRuns: false);

        _ = await run;
        Assert.Equal(["a Killed", "b Killed"], reports.Select(report => $"{report.Target} {report.Outcome}"));
    }

    [Fact]
    public async Task What_did_not_die_can_be_ended_once_more()
    {
        _project.Options = _project.Options with { KillGrace = TimeSpan.FromMilliseconds(10), KeepGoing = true };
        LastingBackend lasting = new() { Unknown = "nobody answers" };
        InstantBackend instant = new(_ => null);
        _project.UsePlan(Shell("a", "x") with { Backend = "lasting" }, Shell("b", "x"));
        Task running = Task.WhenAll(_project.Recorder.FirstAsync(happened => happened is RunEvent.TargetChanged { State: TargetState.Unknown }), Running("b"));
        Task<RunSummary> run = _project.RunAsync([instant, lasting], _control);
        await running;

        ValueList<KillReport> first = await _control.KillAsync([new("a")], KillStrength.Terminate);
        lasting.Unknown = null;
        lasting.Revive("a");
        ValueList<KillReport> second = await _control.KillAsync([new("a")], KillStrength.Terminate);
        _ = await _control.KillAsync([new("b")], KillStrength.Terminate);

        _ = await run;
        Assert.Equal([KillOutcome.Unconfirmed, KillOutcome.Killed], [Assert.Single(first).Outcome, Assert.Single(second).Outcome]);
        using StateStore store = _project.Open();
        Assert.Empty(store.LoadUnfinished());
    }

    [Fact]
    public async Task A_kill_is_stored_before_anything_is_set_aside_for_it_though_the_end_comes_at_the_same_moment()
    {
        _project.UsePlan(Shell("a", "x"));
        InstantBackend backend = new(_ => null);
        using StateStore store = _project.Open();
        TargetState? stored = null;
        RunEngine engine = new(store, [backend], TimeProvider.System)
        {
            AtPoint = point => stored = point is RunPoint.BeforeSetAside ? Stored() : stored,
        };

        _ = await engine.RunAsync(_project.Select(), _project.Options, new AtOnce(_control, backend, new RunId(store.Identity, 1)), _control);

        Assert.IsType<TargetState.Killing>(stored);
    }

    private TargetState Stored()
    {
        using StateStore reader = StateStore.OpenToRead(_project.Directory);
        return Assert.Single(reader.Queries.Statuses()).State;
    }

    // `b` keeps the run from ending.
    private async Task<Task<RunSummary>> DetachAsync(LastingBackend lasting, InstantBackend instant)
    {
        _project.UsePlan(Shell("a", "x") with { Backend = "lasting" }, Shell("b", "x"));
        Task running = Task.WhenAll(Running("a"), Running("b"));
        Task<RunSummary> run = _project.RunAsync([instant, lasting], _control);
        await running;
        Task detached = _project.Recorder.FirstAsync(happened => happened is RunEvent.TargetChanged { State: TargetState.Detached });
        _control.Stop();
        await detached;
        return run;
    }

    private async Task LeaveAsync(LastingBackend lasting, string target)
    {
        _project.UsePlan(Shell(target, "x"));
        RunControl control = new();
        Task running = Running(target);
        Task<RunSummary> leaving = _project.RunAsync([lasting], control);
        await running;
        control.Stop();
        _ = await leaving;
    }

    private Task Running(string target) => _project.Recorder.FirstAsync(
        happened => happened is RunEvent.TargetChanged { State: TargetState.Running } changed && changed.Target.Value == target);

    /// <summary>Wants what runs ended and ends it, before the engine can hear either.</summary>
    private sealed class AtOnce(RunControl control, InstantBackend backend, RunId run) : IRunObserver
    {
        public void OnNext(RunEvent happened)
        {
            if (happened is RunEvent.TargetChanged { State: TargetState.Running running } changed)
            {
                _ = control.KillAsync([changed.Target], KillStrength.Terminate);
                _ = backend.KillAsync([new AttemptReference(new AttemptId(run, changed.Target, running.Attempt), "")], KillStrength.Terminate, CancellationToken.None);
            }
        }
    }
}
