using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using static Ketrew.CommandLine.Tests.RecordedRun;

namespace Ketrew.CommandLine.Tests.Output;

public sealed class StatusReportTests
{
    private static readonly RunRecord _open = Run with { Ended = null, Counts = default, Remaining = new RemainingEstimate(At(40), TimeSpan.FromSeconds(200)) };

    private static readonly ValueList<TargetStatus> _onTheWay =
    [
        Status("already", new TargetState.AlreadyDone()),
        Status("blocked", new TargetState.NeedsFailed([Id("broken"), Id("tired")])),
        Status("broken", new TargetState.Failed(1, new FailureReason.NodeFailed("node07 was restarted")), Attempt("broken", 1, (0, 0, 0, 3), new TargetState.Failed(1, new FailureReason.Lost("")))),
        Status("detached", new TargetState.Detached(1), Attempt("detached", 1, (0, 0, 0, null), new TargetState.Detached(1)), run: 11),
        Status("dying", new TargetState.Killing(1, TimeSpan.FromMinutes(1), IsForced: false), Attempt("dying", 1, (0, 0, 5, null), new TargetState.Killing(1, null, IsForced: false))),
        Status("far", new TargetState.Unknown(1, At(20), "ssh: connection refused"), Attempt("far", 1, (0, 0, 0, null), new TargetState.Running(1))),
        Status("left", new TargetState.Running(1), Attempt("left", 1, (0, 0, 0, null), new TargetState.Running(1), run: 3), run: 3),
        Status("retried", new TargetState.Retrying(1, At(70), new FailureReason.ConditionNotEnsured("size of `a` >= 3")), Attempt("retried", 1, (0, 0, 0, 7), new TargetState.Running(1))),
        Status("running", new TargetState.Running(1), Attempt("running", 1, (0, 0, 10, null), new TargetState.Running(1))),
    ];

    [Theory]
    [InlineData("goes-on")]
    [InlineData("died")]
    public async Task A_run_that_is_not_over_says_what_is_known_of_it(string variant)
    {
        RunProgress progress = variant == "died" ? RunProgress.Died : RunProgress.GoesOn;

        await Verify(new StatusReport(_open, progress, _onTheWay, At(80)).ToText(all: true, Moments), variant);
    }

    [Fact]
    public async Task Programs_read_the_same() => await Verify(StatusJson.Of(new StatusReport(_open, RunProgress.GoesOn, _onTheWay, At(80))));

    [Fact]
    public async Task A_run_of_the_past_is_shown_as_it_ended()
    {
        StatusReport report = new(Run, RunProgress.Over, [.. Attempts.Select(attempt => Status(attempt.Id.Target.Value, attempt.State, attempt))], At(1000)) { IsOfOneRun = true };

        await Verify(report.ToText(all: false, Moments));
    }

    [Theory]
    [InlineData(200, 80, "goes on: about 3 m left")]
    [InlineData(70, 80, "goes on: about 30 s left")]
    [InlineData(8000, 80, "goes on: about 2 h 12 m left")]
    [InlineData(60, 999, "goes on: nearly done")]
    public void The_time_that_is_left_is_no_more_exact_than_the_guess(double remaining, double now, string expected)
    {
        RunRecord run = _open with { Remaining = new RemainingEstimate(At(40), TimeSpan.FromSeconds(remaining)) };

        Assert.EndsWith($", {expected}", RunText.Describe(run, RunProgress.GoesOn, At(now), Moments), StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_that_said_nothing_about_the_time_is_not_quoted() =>
        Assert.EndsWith(", goes on", RunText.Describe(_open with { Remaining = null }, RunProgress.GoesOn, At(80), Moments), StringComparison.Ordinal);

    [Fact]
    public void Before_the_first_run_there_is_nothing_to_say() =>
        Assert.Equal("nothing was run yet\n", new StatusReport(null, RunProgress.Over, [], At(0)).ToText(all: false, Moments));
}
