using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

public sealed class AttemptKillerTests : IDisposable
{
    private static readonly TimeSpan _grace = TimeSpan.FromMilliseconds(10);

    private readonly Project _project = new();
    private readonly LastingBackend _lasting = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_was_left_running_is_ended_recorded_and_what_it_wrote_set_aside()
    {
        await LeaveRunningAsync("a");
        _ = _project.Write("a.txt", "half");

        string reports = await KillAsync(killer => killer.KillAsync([new("a"), new("b")], KillStrength.Terminate));

        Assert.Equal("a Killed, b NotRunning", reports);
        Assert.Equal(["1/a/1"], _lasting.Killed);
        Assert.Equal("half", _project.Read(".ketrew/failed/1/a/1/a.txt"));
        using StateStore store = _project.Open();
        Assert.Empty(store.LoadUnfinished());
        TargetStatus status = Assert.Single(store.Queries.Statuses());
        Assert.Equal((1, new TargetState.Killed(1, IsConfirmed: true)), (status.Run, status.State));
    }

    [Fact]
    public async Task The_last_run_can_be_told_from_earlier_ones()
    {
        await LeaveRunningAsync("a");
        await LeaveRunningAsync("b");

        string last = await KillAsync(killer => killer.KillAllAsync(KillStrength.Kill, withEarlierRuns: false));
        string rest = await KillAsync(killer => killer.KillAllAsync(KillStrength.Kill, withEarlierRuns: true));

        Assert.Equal("b Killed", last);
        Assert.Equal("a Killed", rest);
    }

    [Fact]
    public async Task What_the_last_run_took_over_is_its_own()
    {
        await LeaveRunningAsync("a");
        await LeaveRunningAsync("a");

        string last = await KillAsync(killer => killer.KillAllAsync(KillStrength.Terminate, withEarlierRuns: false));

        Assert.Equal("a Killed", last);
        Assert.Equal(["1/a/1"], _lasting.Killed);
    }

    [Fact]
    public async Task What_ended_by_itself_waits_for_the_next_run_to_hear_it()
    {
        await LeaveRunningAsync("a");
        _lasting.End("a", new Verdict.Exited(0));

        string reports = await KillAsync(killer => killer.KillAllAsync(KillStrength.Terminate, withEarlierRuns: true));

        Assert.Equal("a Ended", reports);
        Assert.Empty(_lasting.Killed);
        _ = _project.Write("a.txt", "whole");
        _ = await _project.RunAsync([_lasting], new RunControl(), "a");
        Assert.Equal(["1/a/1"], _lasting.Started);
        Assert.Contains("a Succeeded", _project.Recorder.Tell(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_asked_may_still_run()
    {
        await LeaveRunningAsync("a");
        _lasting.Unknown = "nobody answers";

        string reports = await KillAsync(killer => killer.KillAllAsync(KillStrength.Terminate, withEarlierRuns: true));

        Assert.Equal("a Unconfirmed (nobody answers)", reports);
        using StateStore store = _project.Open();
        Assert.Single(store.LoadUnfinished());
        Assert.Equal(new TargetState.Killed(1, IsConfirmed: false), Assert.Single(store.Queries.Statuses()).State);
    }

    [Fact]
    public async Task What_a_backend_that_is_not_there_runs_may_still_run()
    {
        await LeaveRunningAsync("a");
        using StateStore store = _project.Open();
        InstantBackend other = new(_ => null);

        ValueList<KillReport> reports = await new AttemptKiller(store, [other], TimeProvider.System, _grace).KillAllAsync(KillStrength.Kill, true);
        ValueList<SurvivingAttempt> survivors = await AttemptSurvey.FindAsync(store, [other]);

        Assert.Equal("a Unconfirmed (its backend `lasting` is not there)", Print(reports));
        Assert.Equal("its backend `lasting` is not there", Assert.Single(survivors).Detail);
    }

    [Fact]
    public async Task A_survey_finds_what_runs_or_may_and_nothing_that_has_ended()
    {
        await LeaveRunningAsync("a");
        await LeaveRunningAsync("b");
        _lasting.End("a", new Verdict.Exited(1));
        using StateStore store = _project.Open();

        ValueList<SurvivingAttempt> survivors = await AttemptSurvey.FindAsync(store, [_lasting]);
        _lasting.Unknown = "nobody answers";
        ValueList<SurvivingAttempt> doubtful = await AttemptSurvey.FindAsync(store, [_lasting]);

        Assert.Equal<SurvivingAttempt>([new SurvivingAttempt(new TargetId("b"), 2, "running")], survivors);
        Assert.Equal(["a nobody answers", "b nobody answers"], doubtful.Select(attempt => $"{attempt.Target} {attempt.Detail}"));
    }

    private static string Print(ValueList<KillReport> reports) => string.Join(", ", reports.Select(
        report => $"{report.Target} {report.Outcome}{(report.Detail.Length > 0 ? $" ({report.Detail})" : "")}"));

    // One run after the other, each of one target that its engine lets go of.
    private async Task LeaveRunningAsync(string target)
    {
        _project.UsePlan(Lasting("a"), Lasting("b"));
        RunControl control = new();
        Task running = _project.Recorder.FirstAsync(
            happened => happened is RunEvent.TargetChanged { State: TargetState.Running } changed && changed.Target.Value == target);
        Task<RunSummary> run = _project.RunAsync([_lasting], control, target);
        await running;
        control.Stop();
        _ = await run;
    }

    private static Target Lasting(string id) => Shell(id, "x", outputs: [$"{id}.txt"]);

    private async Task<string> KillAsync(Func<AttemptKiller, Task<ValueList<KillReport>>> kill)
    {
        using StateStore store = _project.Open();
        return Print(await kill(new AttemptKiller(store, [_lasting], TimeProvider.System, _grace)));
    }
}
