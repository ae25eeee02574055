using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

public sealed class ConditionTests : IDisposable
{
    private static readonly Verdict _success = new Verdict.Exited(0);

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_is_already_done_activates_nothing_above_it()
    {
        _project.UsePlan(
            Shell("a", "echo a >> ran"),
            Shell("b", "echo b >> ran; touch b.out", needs: ["a"]) with { DoneWhen = Exists("b.out") });
        _ = _project.Write("b.out", "");

        RunSummary summary = await _project.RunAsync("b");

        Assert.True(summary.IsSuccess);
        Assert.Equal(1, summary.Counts.AlreadyDone);
        Assert.False(_project.Has("ran"));
    }

    [Fact]
    public async Task What_is_not_done_runs_after_what_it_needs_and_is_done_the_next_time()
    {
        _project.UsePlan(
            Shell("a", "echo a >> ran"),
            Shell("b", "echo b >> ran; touch b.out", needs: ["a"]) with { DoneWhen = Exists("b.out") });

        string first = await _project.RunAndListAsync("b");
        string second = await _project.RunAndListAsync("b");

        Assert.Equal("a b", first);
        Assert.Equal("", second);
        Assert.Equal("a\nb\n", _project.Read("ran"));
    }

    [Fact]
    public async Task Changed_inputs_run_nothing_again_while_the_condition_holds()
    {
        _ = _project.Write("in", "1");
        _project.UsePlan(Shell("t", "cp in out; echo t >> ran", inputs: ["in"]) with { DoneWhen = Exists("out") });
        _ = await _project.RunAsync();

        _ = _project.Write("in", "2");
        _ = await _project.RunAsync();

        Assert.Equal("t\n", _project.Read("ran"));
    }

    [Fact]
    public async Task A_target_that_does_not_ensure_its_condition_fails_and_tells_which_part()
    {
        _project.UsePlan(Shell("t", "echo ab > small") with { DoneWhen = new Condition.Size(new HostPath("small"), 10) });

        RunSummary summary = await _project.RunAsync();

        TargetState.Failed failed = Assert.IsType<TargetState.Failed>(Assert.Single(summary.Failures).State);
        Assert.Equal(new FailureReason.ConditionNotEnsured("`small` has 3 bytes instead of at least 10"), failed.Reason);
    }

    [Fact]
    public async Task A_condition_that_was_not_ensured_is_tried_again()
    {
        _project.UsePlan(Shell("t", "echo x >> grows") with
        {
            DoneWhen = new Condition.Size(new HostPath("grows"), 4),
            Retries = new RetryPolicy(3, TimeSpan.Zero, 1),
            KeepFailedOutputs = true,
        });

        RunSummary summary = await _project.RunAsync();

        Assert.True(summary.IsSuccess);
        Assert.Equal("x\nx\n", _project.Read("grows"));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(2, "t")]
    public async Task A_command_tells_by_its_exit_code_before_and_after(int code, string ran)
    {
        _project.UsePlan(Shell("t", "true") with { DoneWhen = new Condition.Command(new Step.Exec(["ask"]), 0) });
        int asked = 0;
        InstantBackend backend = new(_ => _success) { OnProbe = _ => new Verdict.Exited(asked++ == 0 ? code : 0) };

        RunSummary summary = await _project.RunAsync([backend], new RunControl());

        Assert.True(summary.IsSuccess);
        Assert.Equal(ran.Length == 0 ? 1 : 2, asked);
        Assert.Equal(ran, string.Join(' ', _project.Recorder.Succeeded));
    }

    [Fact]
    public async Task What_a_command_must_tell_activates_nothing_until_it_has_told()
    {
        _project.UsePlan(Shell("a", "true"), Shell("b", "true", needs: ["a"]) with { DoneWhen = new Condition.Command(new Step.Exec(["ask"]), 0) });
        InstantBackend backend = new(_ => _success) { OnProbe = _ => _success };

        RunSummary summary = await _project.RunAsync([backend], new RunControl(), "b");

        Assert.Equal((0, 1), (summary.Counts.Succeeded, summary.Counts.AlreadyDone));
        Assert.Empty(backend.Started);
    }

    [Fact]
    public async Task A_condition_that_can_not_be_asked_is_that_targets_failure_only()
    {
        _project.Options = _project.Options with { KeepGoing = true };
        _project.UsePlan(Shell("a", "true"), Shell("b", "true") with { DoneWhen = new Condition.Command(new Step.Exec(["ask"]), 0) });
        InstantBackend backend = new(_ => _success) { OnProbe = _ => new Verdict.StartRefused("there is no program `ask`") };

        RunSummary summary = await _project.RunAsync([backend], new RunControl());

        Assert.Equal("a Succeeded, b Failed", _project.Recorder.Tell());
        Assert.Contains("there is no program `ask`", Assert.Single(summary.Failures).State.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_ends_a_target_whose_work_is_done_ends_the_question_only_and_the_work_stays()
    {
        _project.Options = _project.Options with { KeepGoing = true };
        Condition asked = new Condition.Command(new Step.Shell("test -e out || exit 1; echo > asking; exec sleep 1000", ["sh", "-c"]), 0);
        _project.UsePlan(Shell("t", "echo whole > out", outputs: ["out"]) with { DoneWhen = asked });
        RunControl control = new();
        Task<RunSummary> run = _project.RunAsync(control);
        await AwaitFileAsync("asking");

        KillReport report = Assert.Single(await control.KillAsync([new("t")], KillStrength.Terminate));

        Assert.Equal(KillOutcome.Ended, report.Outcome);
        Assert.Equal(1, (await run).Counts.Failed);
        Assert.Equal("whole\n", _project.Read("out"));
    }

    [Fact]
    public async Task Every_part_must_hold()
    {
        _ = _project.Write("one", "1");
        Condition both = new Condition.All([Exists("one"), Exists("two")]);
        _project.UsePlan(Shell("t", "echo ran; touch two") with { DoneWhen = both });

        Assert.Equal("t", await _project.RunAndListAsync());
        Assert.Equal("", await _project.RunAndListAsync());
    }

    [Fact]
    public async Task What_is_never_done_runs_every_time_and_still_succeeds()
    {
        _project.UsePlan(Shell("t", "true") with { DoneWhen = new Condition.Never() });

        Assert.Equal("t", await _project.RunAndListAsync());
        Assert.Equal("t", await _project.RunAndListAsync());
    }

    [Fact]
    public async Task A_dangling_link_does_not_exist()
    {
        _project.UsePlan(Shell("t", "ln -s nowhere link") with { DoneWhen = Exists("link") });

        Assert.Equal("t Failed", await _project.RunAndTellAsync());
    }

    [Fact]
    public async Task Absolute_paths_lead_out_of_the_project()
    {
        _project.UsePlan(Shell("t", "false") with { DoneWhen = Exists("/") });

        Assert.True((await _project.RunAsync()).IsSuccess);
    }

    [Fact]
    public async Task A_target_with_nothing_to_run_checks_that_something_is_there()
    {
        _project.UsePlan(
            Shell("reference", "") with { Steps = [], DoneWhen = Exists("genome.fa") },
            Shell("use", "touch used", needs: ["reference"], outputs: ["used"]));

        string without = await _project.RunAndTellAsync();
        _ = _project.Write("genome.fa", "ACGT");
        string with = await _project.RunAndTellAsync();

        Assert.Equal("reference Failed, use NeedsFailed", without);
        Assert.Equal("use Succeeded", with);
    }

    [Fact]
    public async Task Targets_that_need_something_already_done_are_not_run_again_for_it()
    {
        _project.UsePlan(
            Shell("made", "echo x > made", outputs: ["made"]) with { DoneWhen = Exists("made") },
            Shell("used", "cp made used", inputs: ["made"], outputs: ["used"]));
        _ = await _project.RunAsync();

        Assert.Equal("", await _project.RunAndListAsync());
    }

    [Fact]
    public void Why_names_the_part_that_does_not_hold()
    {
        _project.UsePlan(Shell("a", "true"), Shell("t", "true", needs: ["a"]) with { DoneWhen = Exists("x") });

        Assert.Equal("not done yet: `x` does not exist\nneeds a", _project.Why("t"));
    }

    private async Task AwaitFileAsync(string name)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        while (!_project.Has(name))
        {
            await Task.Delay(5, patience.Token);
        }
    }

    private static Condition.Exists Exists(string path) => new([new HostPath(path)]);
}
