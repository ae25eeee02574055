
namespace Ketrew.CommandLine.Tests;

public sealed class RestartTests : IAsyncLifetime
{
    private readonly ProgramProject _project = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _project.DisposeAsync().AsTask();

    [Fact]
    public async Task A_done_target_runs_again_with_what_needs_it_and_nothing_else()
    {
        Chain();
        await _project.RunAsync("run");

        Outcome dry = await _project.RunAsync("restart", "middle", "--dry-run", "--explain");
        Outcome again = await _project.RunAsync("restart", "middle");

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(["first", "middle", "last", "side", "middle", "last"], Ordered(_project.Lines("log"), 4));
        await Verify(_project.Stable($"{dry}{again}"));
    }

    [Fact]
    public async Task What_needs_it_but_is_neither_asked_for_by_default_nor_ever_ran_stays_away()
    {
        Chain();
        await _project.RunAsync("run", "first");

        Outcome again = await _project.RunAsync("restart", "first");

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(["first", "first"], _project.Lines("log").Where(line => line == "first"));
        Assert.DoesNotContain("extra", _project.Lines("log"));
    }

    [Fact]
    public async Task Failed_runs_what_did_not_succeed_and_nothing_that_did()
    {
        _project.Workflow("""
            - target: { name: good, run: "echo good >> log", always: true }
            - target: { name: bad, run: "echo bad >> log; test -e mended" }
            - target: { name: blocked, needs: [bad], run: "echo blocked >> log" }
            """);
        await _project.RunAsync("run", "-k");
        _project.Write("mended", "");

        Outcome again = await _project.RunAsync("restart", "--failed");
        Outcome nothing = await _project.RunAsync("restart", "--failed");

        Assert.Equal(["bad", "bad", "blocked", "good"], _project.Lines("log").Order(StringComparer.Ordinal));
        await Verify(_project.Stable($"{again}{nothing}"));
    }

    [Fact]
    public async Task Failed_runs_what_was_killed_too()
    {
        _project.Workflow("""
            - target: { name: slow, run: "echo slow >> log; touch slow.started; while ! test -e go; do sleep 0.02; done" }
            - target: { name: after, needs: [slow], run: "echo after >> log" }
            """);
        System.Diagnostics.Process run = _project.Start("run");
        await _project.WaitForAsync("slow.started");
        await _project.RunAsync("kill", "slow");
        await ProgramProject.EndAsync(run);
        _project.Write("go", "");

        Outcome again = await _project.RunAsync("restart", "--failed");

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(["slow", "slow", "after"], _project.Lines("log"));
    }

    [Fact]
    public async Task A_run_in_the_foreground_is_left_alone()
    {
        _project.Workflow("""
            - target: { name: slow, run: "touch slow.started; while ! test -e go; do sleep 0.02; done" }
            """);
        System.Diagnostics.Process run = _project.Start("run");
        await _project.WaitForAsync("slow.started");

        Outcome refused = await _project.RunAsync("restart", "slow");
        _project.Write("go", "");
        Outcome end = await ProgramProject.EndAsync(run);

        Assert.Equal(3, refused.ExitCode);
        Assert.Equal(0, end.ExitCode);
        await Verify(_project.Stable(refused.ToString()));
    }

    [Theory]
    [InlineData("restart")]
    [InlineData("restart", "--failed", "a")]
    [InlineData("restart", "b")]
    public async Task What_means_nothing_is_the_users_error(params string[] arguments)
    {
        _project.Workflow("""
            - target: { name: a, run: "true" }
            """);

        Outcome outcome = await _project.RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        await Verify(outcome.Error, string.Join('_', arguments).Replace("-", "", StringComparison.Ordinal));
    }

    // The order among those that don't need each other is anybody's.
    private static IEnumerable<string> Ordered(string[] lines, int count) =>
        [.. lines.Take(count).OrderBy(line => Array.IndexOf(["first", "middle", "last", "side"], line)), .. lines.Skip(count)];

    private void Chain() => _project.Workflow("""
        - target: { name: first, run: "echo first >> log; echo 1 > first.txt", outputs: [first.txt] }
        - target: { name: middle, run: "echo middle >> log; cat first.txt > middle.txt", inputs: [first.txt], outputs: [middle.txt] }
        - target: { name: last, run: "echo last >> log; cat middle.txt > last.txt", inputs: [middle.txt], outputs: [last.txt] }
        - target: { name: side, run: "echo side >> log" }
        - target: { name: extra, run: "echo extra >> log", inputs: [middle.txt] }
        - default: [last, side]
        """);
}
