using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

/// <summary>An attempt goes on while what it writes has become another target's.</summary>
public sealed class RivalTests : IDisposable
{
    private readonly Project _project = new();
    private readonly LastingBackend _backend = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_a_renamed_target_left_running_is_ended_and_set_aside_before_its_heir_begins()
    {
        await LeaveAsync(Shell("old", "x", outputs: ["out"]));
        _ = _project.Write("out", "half");
        string? killedBefore = null;
        _backend.Ends = _ => Finish(() => killedBefore = string.Join(' ', _backend.Killed));

        RunSummary summary = await RunAsync(Shell("new", "x", outputs: ["out"]));

        Assert.True(summary.IsSuccess);
        Assert.Equal("1/old/1", killedBefore);
        Assert.Equal(["1/old/1", "2/new/1"], _backend.Started);
        Assert.Equal("half", _project.Read(".ketrew/failed/1/old/1/out"));
        Assert.Equal(
            new RunEvent.Superseded(new TargetId("old"), new TargetId("new")), Assert.Single(_project.Recorder.Events.OfType<RunEvent.Superseded>()));
    }

    [Theory]
    [InlineData("dir", "dir/part")]
    [InlineData("dir/part", "dir")]
    public async Task Who_writes_a_directory_writes_what_is_in_it(string before, string after)
    {
        await LeaveAsync(Shell("old", "x", outputs: [before]));
        _backend.Ends = id => Finish(() => _project.Write("dir/part", $"whole by {id}"));

        RunSummary summary = await RunAsync(Shell("new", "x", outputs: [after]));

        Assert.True(summary.IsSuccess);
        Assert.Equal(["1/old/1"], _backend.Killed);
    }

    [Fact]
    public async Task While_its_heir_has_nothing_to_do_it_goes_on()
    {
        await LeaveAsync(Shell("old", "x", outputs: ["out"]));
        _backend.EndsAtOnce = true;
        _project.UsePlan(Shell("new", "x", outputs: ["out"]), Shell("other", "x"));

        RunSummary summary = await _project.RunAsync([_backend], new RunControl(), "other");

        Assert.True(summary.IsSuccess);
        Assert.Empty(_backend.Killed);
    }

    [Fact]
    public async Task A_target_that_gave_an_output_away_and_still_writes_it_is_ended()
    {
        await LeaveAsync(Shell("a", "x", outputs: ["out"]));
        _backend.Ends = id => id.Target.Value == "heir" ? Finish(() => { }) : new Verdict.Exited(0);

        RunSummary summary = await RunAsync(
            Shell("a", "x") with { DoneWhen = new Condition.Exists([new HostPath("a.done")]) }, Shell("heir", "x", outputs: ["out"]));

        Assert.Equal("a Detached, a Failed, heir Succeeded", _project.Recorder.Tell());
        Assert.Equal(["1/a/1"], _backend.Killed);
        Assert.Equal(1, summary.Counts.Succeeded);
    }

    [Fact]
    public async Task A_condition_that_the_rival_half_fulfils_is_not_believed()
    {
        await LeaveAsync(Shell("old", "x", outputs: ["out"]));
        _ = _project.Write("out", "half");
        _backend.Ends = _ => Finish(() => { });

        _ = await RunAsync(Shell("new", "x", outputs: ["out"]) with { DoneWhen = new Condition.Exists([new HostPath("out")]) });

        Assert.Equal(["1/old/1", "2/new/1"], _backend.Started);
        Assert.Equal("half", _project.Read(".ketrew/failed/1/old/1/out"));
    }

    [Fact]
    public async Task A_heir_that_was_up_to_date_is_not_while_the_rival_may_write()
    {
        Target heir = Shell("new", "x", outputs: ["out"]);
        _backend.Ends = _ => Finish(() => { });
        _ = await RunAsync(heir);
        _backend.EndsAtOnce = false;
        await LeaveAsync(Shell("old", "x", outputs: ["out"]));

        _ = await RunAsync(heir);

        Assert.Equal(["2/old/1"], _backend.Killed);
        using StateStore store = _project.Open();
        Assert.Empty(store.LoadUnfinished());
    }

    [Fact]
    public async Task What_keeps_its_outputs_when_it_fails_is_ended_and_keeps_them()
    {
        await LeaveAsync(Shell("old", "x", outputs: ["out"]) with { KeepFailedOutputs = true });
        _ = _project.Write("out", "half");
        string? found = null;
        _backend.Ends = _ => Finish(() => found = _project.Read("out"));

        _ = await RunAsync(Shell("new", "x", outputs: ["out"]));

        Assert.Equal(["1/old/1"], _backend.Killed);
        Assert.Equal("half", found);
    }

    [Fact]
    public async Task A_heir_does_not_begin_beside_a_rival_that_may_still_run_and_the_rest_goes_on()
    {
        _project.Options = _project.Options with { KeepGoing = true, KillGrace = TimeSpan.FromMilliseconds(10) };
        await LeaveAsync(Shell("old", "x", outputs: ["out"]) with { Backend = "lasting" });
        _backend.Unknown = "nobody answers";
        InstantBackend instant = new(_ => new Verdict.Exited(0));
        _project.UsePlan(Shell("new", "x", outputs: ["out"]), Shell("other", "x"));

        RunSummary summary = await _project.RunAsync([instant, _backend], new RunControl());

        Assert.Equal(["other.1"], instant.Started);
        Assert.Equal(
            new TargetState.Failed(0, new FailureReason.Faulted("an attempt of `old` in an earlier run, which writes the same outputs, does not die: nobody answers")),
            Assert.Single(summary.Failures).State);
    }

    private Verdict.Exited Finish(Action look)
    {
        look();
        _ = _project.Write("out", "whole");
        return new Verdict.Exited(0);
    }

    private Task<RunSummary> RunAsync(params Target[] targets)
    {
        _project.UsePlan(targets);
        return _project.RunAsync([_backend], new RunControl());
    }

    private async Task LeaveAsync(Target target)
    {
        RunControl control = new();
        Task running = _project.Recorder.FirstAsync(
            happened => happened is RunEvent.TargetChanged { State: TargetState.Running } changed && changed.Target == target.Id);
        _project.UsePlan(target);
        Task<RunSummary> run = _project.RunAsync([_backend], control);
        await running;
        control.Stop();
        _ = await run;
    }
}
