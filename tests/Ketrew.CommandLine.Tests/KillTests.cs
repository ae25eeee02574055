using System.Diagnostics;
using System.Text.Json;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

public sealed class KillTests : IAsyncLifetime
{
    private const string Endless = "echo $$ > NAME.pid; touch NAME.started; exec sleep 1000";

    private readonly ProgramProject _project = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _project.DisposeAsync().AsTask();

    [Fact]
    public async Task Killing_a_target_of_another_process_blocks_what_needs_it_and_lets_the_rest_go_on()
    {
        _project.Workflow($$"""
            - target: { name: fetch, run: "{{Job("fetch")}}", outputs: [fetch.txt] }
            - target: { name: count, run: "touch count.ran", inputs: [fetch.txt] }
            - target: { name: other, run: "touch other.started; while ! test -e go; do sleep 0.02; done" }
            """);
        Process run = _project.Start("run", "-k", "-j", "2");
        await _project.WaitForAsync("fetch.started");
        await _project.WaitForAsync("other.started");

        Outcome kill = await _project.RunAsync("kill", "fetch");
        bool isAlive = Signal.IsAlive(_project.ReadNumber("fetch.pid"));
        _project.Write("go", "");
        Outcome end = await ProgramProject.EndAsync(run);

        Assert.False(isAlive);
        Assert.False(_project.Has("count.ran"));
        Assert.Equal(1, end.ExitCode);
        await Verify(_project.Stable($"{kill}{end}"));
    }

    [Fact]
    public async Task Several_outcomes_are_told_line_by_line()
    {
        _project.Workflow($$"""
            - target: { name: done, run: "true" }
            - target: { name: runs, needs: [done], run: "{{Job("runs")}}" }
            - target: { name: waits, needs: [runs], run: "true" }
            """);
        Process run = _project.Start("run");
        await _project.WaitForAsync("runs.started");

        Outcome kill = await _project.RunAsync("kill", "*");

        await Verify(kill.ToString());
    }

    [Fact]
    public async Task A_job_that_ignores_the_request_to_end_is_forced_after_its_grace()
    {
        _project.Workflow("""
            - target: { name: deaf, run: "trap 'touch asked' TERM; echo $$ > deaf.pid; touch deaf.started; while true; do sleep 0.05; done" }
            """);
        Process run = _project.Start("run");
        await _project.WaitForAsync("deaf.started");

        Outcome kill = await _project.RunAsync("kill", "deaf");

        Assert.Equal("exit code 0\n--- output\nkilled       deaf\n--- error\n", kill.ToString());
        Assert.True(_project.Has("asked"));
        Assert.False(Signal.IsAlive(_project.ReadNumber("deaf.pid")));
    }

    [Fact]
    public async Task Force_asks_nobody()
    {
        _project.Workflow("""
            - target: { name: deaf, run: "trap 'touch asked' TERM; echo $$ > deaf.pid; touch deaf.started; while true; do sleep 0.05; done" }
            """);
        Process run = _project.Start("run");
        await _project.WaitForAsync("deaf.started");

        Outcome kill = await _project.RunAsync("kill", "--force", "deaf");

        Assert.Equal(0, kill.ExitCode);
        Assert.False(_project.Has("asked"));
        Assert.False(Signal.IsAlive(_project.ReadNumber("deaf.pid")));
    }

    [Fact]
    public async Task Killing_the_run_ends_it_with_everything_that_outlives_it()
    {
        _project.Workflow($$"""
            - target: { name: here, run: "{{Job("here")}}" }
            - target: { name: far, backend: daemonize, run: "{{Job("far")}}" }
            - target: { name: next, needs: [here, far], run: "touch next.ran" }
            """);
        Process run = _project.Start("run");
        await _project.WaitForAsync("here.started");
        await _project.WaitForAsync("far.started");

        Outcome kill = await _project.RunAsync("kill", "--run");
        Outcome end = await ProgramProject.EndAsync(run);

        Assert.Equal("exit code 0\n--- output\nkilled       far\nkilled       here\n--- error\n", kill.ToString());
        Assert.Equal(130, end.ExitCode);
        Assert.False(Signal.IsAlive(_project.ReadNumber("here.pid")));
        Assert.False(Signal.IsAlive(_project.ReadNumber("far.pid")));
        Assert.False(_project.Has("next.ran"));
    }

    [Fact]
    public async Task Without_an_engine_everything_that_was_left_running_is_ended_and_what_it_wrote_is_set_aside()
    {
        await LeaveRunningAsync("one", "two");

        Outcome kill = await _project.RunAsync("kill", "--all");
        Outcome again = await _project.RunAsync("kill", "--all");

        Assert.Equal("exit code 0\n--- output\nkilled       one\nkilled       two\n--- error\n", kill.ToString());
        Assert.Equal("exit code 0\n--- output\nnothing was running\n--- error\n", again.ToString());
        Assert.False(Signal.IsAlive(_project.ReadNumber("one.pid")));
        Assert.False(Signal.IsAlive(_project.ReadNumber("two.pid")));
        Assert.False(_project.Has("one.txt"));
        Assert.Equal("half\n", File.ReadAllText(_project[".ketrew/failed/1/one/1/one.txt"]));
    }

    [Fact]
    public async Task Without_an_engine_one_target_can_be_ended_and_the_other_is_picked_up()
    {
        await LeaveRunningAsync("one", "two");

        Outcome kill = await _project.RunAsync("kill", "one");
        _project.Write("go", "");
        Outcome run = await _project.RunAsync("run", "two");

        Assert.Equal("exit code 0\n--- output\nkilled       one\n--- error\n", kill.ToString());
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["one", "two"], _project.Lines("log").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_still_runs_is_known_though_the_workflow_is_broken_or_gone()
    {
        await LeaveRunningAsync("one", "two");

        _project.Write("workflow.yaml", "ketrew: 1\nstanzas: [");
        Outcome broken = await _project.RunAsync("kill", "one");
        Outcome unknown = await _project.RunAsync("kill", "onw");
        File.Delete(_project["workflow.yaml"]);
        Outcome gone = await _project.RunAsync("kill", "two");

        Assert.Equal("exit code 0\n--- output\nkilled       one\n--- error\n", broken.ToString());
        Assert.Equal("exit code 0\n--- output\nkilled       two\n--- error\n", gone.ToString());
        await Verify(unknown.ToString());
    }

    [Fact]
    public async Task A_target_that_the_workflow_has_no_more_is_ended_by_the_engine_at_work()
    {
        await LeaveRunningAsync("one", "two");
        _project.Workflow($$"""
            - target: { name: other, run: "{{Job("other")}}" }
            """);
        Process run = _project.Start("run");
        await _project.WaitForAsync("other.started");

        Outcome one = await _project.RunAsync("kill", "one");
        Outcome all = await _project.RunAsync("kill", "--all");

        Assert.Equal("exit code 0\n--- output\nkilled       one\n--- error\n", one.ToString());
        Assert.Equal("exit code 0\n--- output\nkilled       other\nkilled       two\n--- error\n", all.ToString());
        Assert.False(Signal.IsAlive(_project.ReadNumber("one.pid")));
        Assert.False(Signal.IsAlive(_project.ReadNumber("two.pid")));
    }

    [Fact]
    public async Task What_can_not_be_known_dead_is_not_called_dead()
    {
        await LeaveRunningAsync("one");
        string verdict = Path.Combine(Playground("one"), "verdict");
        Directory.CreateDirectory(verdict);

        Outcome kill = await _project.RunAsync("kill", "--force", "one");
        Outcome clean = await _project.RunAsync("clean");
        Directory.Delete(verdict);
        Outcome again = await _project.RunAsync("kill", "one");

        Assert.Equal(1, kill.ExitCode);
        Assert.Equal(3, clean.ExitCode);
        Assert.Equal("exit code 0\n--- output\nnot-running  one\n--- error\n", again.ToString());
        await Verify(_project.Stable($"{kill}{clean}".Replace(Playground("one"), "PLAYGROUND", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Json_is_one_object_per_target()
    {
        _project.Workflow($$"""
            - target: { name: runs, run: "{{Job("runs")}}" }
            - target: { name: waits, needs: [runs], run: "true" }
            """);
        Process run = _project.Start("run");
        await _project.WaitForAsync("runs.started");

        Outcome kill = await _project.RunAsync("kill", "--json", "runs", "waits");

        Assert.Equal(0, kill.ExitCode);
        string[] outcomes = [.. kill.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("outcome").GetString()!)];
        Assert.Equal(["killed", "withdrawn"], outcomes);
    }

    [Theory]
    [InlineData("kill")]
    [InlineData("kill", "--run", "--all")]
    [InlineData("kill", "fetsh")]
    [InlineData("kill", "tag:none")]
    public async Task What_means_nothing_is_the_users_error(params string[] arguments)
    {
        _project.Workflow("""
            - target: { name: fetch, run: "true" }
            """);

        Outcome outcome = await _project.RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        Assert.False(_project.Has(".ketrew/state.db"));
        await Verify(outcome.Error, string.Join('_', arguments).Replace("-", "", StringComparison.Ordinal).Replace(':', '_'));
    }

    [Fact]
    public async Task What_never_ran_was_not_running()
    {
        _project.Workflow("""
            - target: { name: fetch, run: "true" }
            """);

        Outcome named = await _project.RunAsync("kill", "fetch");
        Outcome all = await _project.RunAsync("kill", "--all");

        Assert.Equal("exit code 0\n--- output\nnot-running  fetch\n--- error\n", named.ToString());
        Assert.Equal("exit code 0\n--- output\nnothing was running\n--- error\n", all.ToString());
        Assert.False(_project.Has(".ketrew"));
    }

    [Fact]
    public async Task Clean_removes_no_state_under_a_running_job()
    {
        await LeaveRunningAsync("one");

        Outcome refused = await _project.RunAsync("clean");
        bool isKept = _project.Has(".ketrew/state.db");
        await _project.RunAsync("kill", "--all");
        Outcome clean = await _project.RunAsync("clean");

        Assert.True(isKept);
        Assert.Equal(0, clean.ExitCode);
        Assert.False(_project.Has(".ketrew/playgrounds"));
        await Verify(_project.Stable(refused.ToString()));
    }

    private static string Job(string name) => Endless.Replace("NAME", name, StringComparison.Ordinal);

    // An engine lets go of targets that outlive it.
    private async Task LeaveRunningAsync(params string[] names)
    {
        _project.Workflow(string.Join('\n', names.Select(name =>
            $"- target: {{ name: {name}, backend: daemonize, outputs: [{name}.txt], " +
            $"run: \"echo {name} >> log; echo half > {name}.txt; echo $$ > {name}.pid; touch {name}.started; while ! test -e go; do sleep 0.02; done\" }}")));
        Process run = _project.Start("run", "-j", "9");
        await Task.WhenAll(names.Select(name => _project.WaitForAsync($"{name}.started")));
        Signal.Send(run.Id, Signal.Interrupt);
        Outcome end = await ProgramProject.EndAsync(run);
        Assert.Equal(130, end.ExitCode);
    }

    private string Playground(string target) =>
        Directory.EnumerateDirectories(_project[".ketrew/playgrounds"], target, SearchOption.AllDirectories).Select(path => Path.Combine(path, "1")).Single();
}
