using System.Diagnostics;
using System.Text.Json;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

public sealed class DetachTests : IAsyncLifetime
{
    private readonly ProgramProject _project = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _project.DisposeAsync().AsTask();

    [Fact]
    public async Task A_run_in_the_background_goes_on_and_is_brought_back_without_doing_anything_twice()
    {
        _project.Workflow("""
            - target: { name: far, backend: daemonize, outputs: [far.txt], run: "echo far >> log; touch far.started; while ! test -e go; do sleep 0.02; done; touch far.txt" }
            - target: { name: near, inputs: [far.txt], run: "echo near >> log" }
            """);

        Outcome detach = await _project.RunAsync("run", "--detach");
        await _project.WaitForAsync("far.started");
        Outcome status = await _project.RunAsync("status");
        Process back = _project.Start("run");
        await AwaitLineAsync(back.StandardError, "picked up far");
        _project.Write("go", "");
        Outcome end = await ProgramProject.EndAsync(back);

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(["far", "near"], _project.Lines("log"));
        Assert.Contains("running", status.Output, StringComparison.Ordinal);
        await Verify(_project.Stable($"{detach}{File.ReadAllText(_project[".ketrew/detached.log"])}"));
    }

    [Fact]
    public async Task What_needs_the_engine_is_awaited_by_it_before_it_is_taken_over()
    {
        _project.Workflow("""
            - target: { name: near, run: "echo near >> log; touch near.started; while ! test -e go; do sleep 0.02; done; touch near.txt", outputs: [near.txt] }
            - target: { name: next, inputs: [near.txt], run: "echo next >> log" }
            """);
        await _project.RunAsync("run", "--detach");
        await _project.WaitForAsync("near.started");

        Process back = _project.Start("run");
        List<string> told = await AwaitLineAsync(back.StandardError, "it waits for near");
        _project.Write("go", "");
        Outcome end = await ProgramProject.EndAsync(back);

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(["near", "next"], _project.Lines("log"));
        await Verify(_project.Stable($"{string.Join('\n', told)}\n{end}"));
    }

    [Fact]
    public async Task Who_gives_up_waiting_breaks_nothing()
    {
        _project.Workflow("""
            - target: { name: near, run: "echo near >> log; touch near.started; while ! test -e go; do sleep 0.02; done" }
            - target: { name: next, needs: [near], run: "echo next >> log" }
            """);
        await _project.RunAsync("run", "--detach");
        await _project.WaitForAsync("near.started");
        Process back = _project.Start("run");
        await AwaitLineAsync(back.StandardError, "it waits for near");

        Signal.Send(back.Id, Signal.Interrupt);
        Outcome end = await ProgramProject.EndAsync(back);
        _project.Write("go", "");
        await _project.AwaitFreeAsync();
        Outcome last = await _project.RunAsync("run");

        Assert.Equal(130, end.ExitCode);
        Assert.Equal(0, last.ExitCode);
        Assert.Equal(["near", "next"], _project.Lines("log"));
        await Verify(_project.Stable(end.ToString()));
    }

    [Fact]
    public async Task The_end_of_the_terminal_is_not_the_end_of_the_run()
    {
        _project.Workflow("""
            - target: { name: near, run: "touch near.started; while ! test -e go; do sleep 0.02; done; touch near.done" }
            """);
        string command = $"'{KetrewProgram.FileName}' run --detach > detach.txt; touch detached; sleep 1000";
        using Process terminal = Process.Start(new ProcessStartInfo("script", ["--quiet", "--return", "--command", command, "/dev/null"])
        {
            WorkingDirectory = _project.FullPath,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await _project.WaitForAsync("detached");
        await _project.WaitForAsync("near.started");
        int engine = ProgramProject.EngineOf(File.ReadAllText(_project["detach.txt"]));
        string[] stat = File.ReadAllText($"/proc/{engine}/stat").Split(") ")[^1].Split(' ');

        terminal.Kill();
        await terminal.WaitForExitAsync();
        Signal.Send(engine, Signal.HangUp);
        bool isAlive = Signal.IsAlive(engine);
        _project.Write("go", "");
        await _project.WaitForAsync("near.done");

        Assert.True(isAlive);
        // Its session is its own, and has no terminal.
        Assert.Equal($"{engine}", stat[3]);
        Assert.Equal("0", stat[4]);
    }

    [Fact]
    public async Task However_short_it_is_it_is_said_to_have_begun()
    {
        _project.Workflow("""
            - target: { name: a, run: "true" }
            """);

        Outcome detach = await _project.RunAsync("run", "--detach");

        Assert.StartsWith("exit code 0\n--- output\nrun 1 goes on in the background", detach.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_started_when_everything_is_up_to_date()
    {
        _project.Workflow("""
            - target: { name: a, run: "echo a >> log" }
            """);
        await _project.RunAsync("run");

        Outcome detach = await _project.RunAsync("run", "--detach");

        Assert.Equal("exit code 0\n--- output\nup to date (1 target)\n--- error\n", detach.ToString());
        Assert.False(_project.Has(".ketrew/detached.log"));
    }

    [Fact]
    public async Task Errors_of_the_workflow_are_told_in_the_foreground()
    {
        _project.Workflow("""
            - target: { name: a, needs: [b], run: "true" }
            """);

        Outcome detach = await _project.RunAsync("run", "--detach");

        Assert.Equal(2, detach.ExitCode);
        Assert.Contains("`b`", detach.Error, StringComparison.Ordinal);
        Assert.False(_project.Has(".ketrew/detached.log"));
    }

    [Fact]
    public async Task A_run_that_never_began_shows_why()
    {
        _project.Workflow("""
            - target: { name: a, run: "true" }
            """);
        // The control socket's place is taken by what nobody may remove.
        Directory.CreateDirectory(_project[".ketrew/control.sock/full"]);

        Outcome detach = await _project.RunAsync("run", "--detach");

        Assert.Equal(3, detach.ExitCode);
        await Verify(_project.Stable(detach.ToString()));
    }

    [Fact]
    public async Task A_second_run_in_the_background_takes_over_from_the_first()
    {
        _project.Workflow("""
            - target: { name: far, backend: daemonize, run: "echo far >> log; touch far.started; while ! test -e go; do sleep 0.02; done" }
            - target: { name: near, needs: [far], run: "touch near.done" }
            """);
        Outcome first = await _project.RunAsync("run", "--detach");
        await _project.WaitForAsync("far.started");

        Outcome second = await _project.RunAsync("run", "--detach", "--json");
        _project.Write("go", "");
        await _project.WaitForAsync("near.done");

        Assert.Equal(["far"], _project.Lines("log"));
        Assert.False(Signal.IsAlive(ProgramProject.EngineOf(first.Output)));
        string[] events = [.. second.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!)];
        Assert.Equal(["taking-over", "detached"], events);
    }

    [Fact]
    public async Task A_run_in_the_background_is_ended_by_kill()
    {
        _project.Workflow("""
            - target: { name: near, run: "echo $$ > near.pid; touch near.started; exec sleep 1000" }
            """);
        await _project.RunAsync("run", "--detach");
        await _project.WaitForAsync("near.started");

        Outcome kill = await _project.RunAsync("kill", "--run");
        await _project.AwaitFreeAsync();

        Assert.Equal("exit code 0\n--- output\nkilled       near\n--- error\n", kill.ToString());
        Assert.False(Signal.IsAlive(_project.ReadNumber("near.pid")));
        Assert.False(_project.Has(".ketrew/control.sock"));
    }

    [Fact]
    public async Task Two_clients_are_served_at_once_and_rubbish_disturbs_nobody()
    {
        _project.Workflow("""
            - target: { name: deaf, run: "trap '' TERM; touch deaf.started; while true; do sleep 0.05; done" }
            - target: { name: quick, run: "touch quick.started; exec sleep 1000" }
            """);
        await _project.RunAsync("run", "--detach", "-j", "2", "-k");
        await _project.WaitForAsync("deaf.started");
        await _project.WaitForAsync("quick.started");
        using System.Net.Sockets.Socket rubbish = new(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        await rubbish.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(_project[".ketrew/control.sock"]));
        _ = await rubbish.SendAsync("no json at all\n"u8.ToArray());

        Task<Outcome> slow = _project.RunAsync("kill", "deaf");
        Outcome quick = await _project.RunAsync("kill", "quick");
        bool wasWaiting = !slow.IsCompleted;

        Assert.Equal("exit code 0\n--- output\nkilled       quick\n--- error\n", quick.ToString());
        Assert.True(wasWaiting);
        Assert.Equal("exit code 0\n--- output\nkilled       deaf\n--- error\n", (await slow).ToString());
    }

    [Fact]
    public async Task A_project_too_deep_for_a_socket_is_reached_all_the_same()
    {
        string deep = $"{string.Join('/', Enumerable.Repeat(new string('d', 40), 4))}/p";
        _project.Write($"{deep}/workflow.yaml", "ketrew: 1\nstanzas:\n  - target: { name: a, run: \"touch started; exec sleep 1000\" }\n");
        Outcome detach = await KetrewProgram.RunAsync(_project[deep], "run", "--detach");
        await _project.WaitForAsync($"{deep}/started");

        Outcome kill = await KetrewProgram.RunAsync(_project[deep], "kill", "--run");

        Assert.Equal(0, detach.ExitCode);
        Assert.Equal("exit code 0\n--- output\nkilled       a\n--- error\n", kill.ToString());
    }

    [Fact]
    public async Task A_run_in_the_background_can_be_a_restart()
    {
        _project.Workflow("""
            - target: { name: a, run: "echo a >> log" }
            - target: { name: b, needs: [a], run: "echo b >> log; touch b.$(wc -l < log)" }
            """);
        await _project.RunAsync("run");

        Outcome detach = await _project.RunAsync("restart", "a", "--detach");
        await _project.WaitForAsync("b.4");

        Assert.Equal(0, detach.ExitCode);
        Assert.Equal(["a", "b", "a", "b"], _project.Lines("log"));
    }

    private static async Task<List<string>> AwaitLineAsync(StreamReader reader, string text)
    {
        List<string> lines = [];
        while (await reader.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return lines;
            }
        }

        throw new InvalidOperationException($"The output ended without `{text}`: {string.Join('\n', lines)}");
    }
}
