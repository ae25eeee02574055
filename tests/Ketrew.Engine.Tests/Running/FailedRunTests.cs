using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

public sealed class FailedRunTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_failure_names_its_reason_its_last_lines_and_what_it_blocks()
    {
        _project.Options = _project.Options with { KeepGoing = true, LastLineCount = 2 };
        _project.UsePlan(
            Shell("bad", "echo one; echo two; echo three; exit 3"),
            Shell("direct", "true", needs: ["bad"]),
            Shell("indirect", "true", needs: ["direct"]),
            Shell("other", "true"));

        RunSummary summary = await _project.RunAsync();

        RunFailure failure = Assert.Single(summary.Failures);
        Assert.Equal(new TargetState.Failed(1, new FailureReason.Exited(3, "")), failure.State);
        Assert.Equal(["two", "three"], failure.LastLines);
        Assert.Equal([new TargetId("direct"), new TargetId("indirect")], failure.Blocked);
        Assert.Equal(new RunCounts { Succeeded = 1, Failed = 1, NeedsFailed = 2 }, summary.Counts);
    }

    [Fact]
    public async Task After_a_failure_nothing_new_starts_unless_asked_to_keep_going()
    {
        _project.Options = _project.Options with { Jobs = 1 };
        _project.UsePlan(Shell("a", "exit 1"), Shell("b", "true"));

        RunSummary summary = await _project.RunAsync();

        Assert.Equal(new RunCounts { Failed = 1, Withdrawn = 1 }, summary.Counts);
        Assert.False(summary.IsStopped);
    }

    [Fact]
    public async Task What_a_failed_attempt_wrote_is_moved_aside()
    {
        _project.UsePlan(Shell("bad", "echo half > out/x; exit 1", outputs: ["out/x"]));

        _ = await _project.RunAsync();

        Assert.False(_project.Has("out/x"));
        Assert.Equal("half\n", _project.Read(".ketrew/failed/1/bad/1/out/x"));
    }

    [Fact]
    public async Task What_a_failed_attempt_wrote_stays_where_its_author_wants_it()
    {
        _project.UsePlan(Shell("bad", "echo half > out/x; exit 1", outputs: ["out/x"]) with { KeepFailedOutputs = true });

        _ = await _project.RunAsync();

        Assert.Equal("half\n", _project.Read("out/x"));
    }

    [Fact]
    public async Task An_output_that_the_failed_attempt_did_not_touch_stays_and_is_up_to_date_when_the_change_is_taken_back()
    {
        _ = _project.Write("a.txt", "good");
        _project.UsePlan(Shell("t", "grep -q good a.txt; cat a.txt > out/x", inputs: ["a.txt"], outputs: ["out/x"]));
        _ = await _project.RunAsync();
        _ = _project.Write("a.txt", "broken");
        _ = await _project.RunAsync();
        _ = _project.Write("a.txt", "good");

        string ran = await _project.RunAndListAsync();

        Assert.Equal("", ran);
        Assert.Equal("good", _project.Read("out/x"));
    }

    [Fact]
    public async Task A_success_without_its_outputs_is_a_failure()
    {
        _project.UsePlan(Shell("t", "true", outputs: ["out/x", "out/y"]));

        RunSummary summary = await _project.RunAsync();

        Assert.Equal(new FailureReason.OutputsMissing(["out/x", "out/y"]), ((TargetState.Failed)summary.Failures[0].State).Reason);
    }

    [Fact]
    public async Task An_input_that_nobody_wrote_fails_before_anything_starts()
    {
        _project.UsePlan(Shell("t", "true", inputs: ["nowhere.txt"]));

        RunSummary summary = await _project.RunAsync();

        Assert.Equal(new TargetState.Failed(0, new FailureReason.InputsMissing(["nowhere.txt"])), summary.Failures[0].State);
    }

    [Fact]
    public async Task A_failed_target_is_tried_again_as_often_as_its_policy_says()
    {
        _project.UsePlan(Shell("t", "echo try >> tries.txt; test $(wc -l < tries.txt) = 3") with
        {
            Retries = new RetryPolicy(3, TimeSpan.FromMilliseconds(1), 1),
        });

        RunSummary summary = await _project.RunAsync();

        Assert.True(summary.IsSuccess);
        Assert.Equal(new TargetState.Succeeded(3), _project.Recorder.Changes.Last().State);
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_not_tried_again()
    {
        _project.UsePlan(Shell("t", "") with
        {
            Steps = [new Step.Exec(["no-such-program-anywhere"])],
            Retries = new RetryPolicy(3, TimeSpan.Zero, 1),
        });

        RunSummary summary = await _project.RunAsync();

        TargetState.Failed failed = Assert.IsType<TargetState.Failed>(summary.Failures[0].State);
        Assert.Equal(1, failed.Attempt);
        Assert.Contains("no-such-program-anywhere", Assert.IsType<FailureReason.StartRefused>(failed.Reason).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_ended_with_everything_it_started()
    {
        _project.UsePlan(Shell("t", "sleep 1000 & echo $! > child.txt; sleep 1000") with { Timeout = TimeSpan.FromMilliseconds(200) });

        RunSummary summary = await _project.RunAsync();

        Assert.Equal(new TargetState.Failed(1, new FailureReason.TimedOut(TimeSpan.FromMilliseconds(200))), summary.Failures[0].State);
        Assert.False(IsAlive(_project.Read("child.txt")));
    }

    [Fact]
    public async Task A_stop_lets_what_runs_end_and_nothing_new_start()
    {
        _project.Options = _project.Options with { Jobs = 1 };
        _project.UsePlan(
            Shell("a", "until test -e go; do sleep 0.01; done"), Shell("b", "true"), Shell("c", "true", needs: ["a"]));
        using CancellationTokenSource stop = new();
        Task running = _project.Recorder.FirstAsync(happened => happened is RunEvent.TargetChanged { State: TargetState.Running });

        Task<RunSummary> run = _project.RunAsync(stop.Token, CancellationToken.None);
        await running;
        await stop.CancelAsync();
        _ = _project.Write("go", "");
        RunSummary summary = await run;

        Assert.Equal(new RunCounts { Succeeded = 1, Withdrawn = 2 }, summary.Counts);
        Assert.True(summary.IsStopped);
    }

    [Fact]
    public async Task A_kill_ends_what_runs_even_when_it_ignores_being_asked()
    {
        _project.Options = _project.Options with { KillGrace = TimeSpan.FromSeconds(2) };
        _project.UsePlan(Shell("a", "trap '' TERM; echo on > ready; while true; do sleep 0.05; done", outputs: ["ready"]));
        using CancellationTokenSource kill = new();
        Task running = _project.Recorder.FirstAsync(happened => happened is RunEvent.TargetChanged { State: TargetState.Running });

        Task<RunSummary> run = _project.RunAsync(CancellationToken.None, kill.Token);
        await running;
        await kill.CancelAsync();
        RunSummary summary = await run;

        Assert.Equal(new TargetState.Killed(1, IsConfirmed: true), summary.Failures[0].State);
    }

    [Fact]
    public async Task A_fault_of_one_target_leaves_the_others_alone()
    {
        _project.Options = _project.Options with { KeepGoing = true };
        _ = _project.Write("out", "a file where a directory should be");
        _project.UsePlan(Shell("bad", "true", outputs: ["out/x"]), Shell("good", "true"));

        RunSummary summary = await _project.RunAsync();

        Assert.Equal(new RunCounts { Succeeded = 1, Failed = 1 }, summary.Counts);
        Assert.IsType<FailureReason.Faulted>(Assert.IsType<TargetState.Failed>(summary.Failures[0].State).Reason);
    }

    private static bool IsAlive(string process) =>
        File.Exists($"/proc/{process.Trim()}/stat") && !File.ReadAllText($"/proc/{process.Trim()}/stat").Contains(") Z ", StringComparison.Ordinal);
}
