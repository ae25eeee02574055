using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

public sealed partial class HistoryTests : IDisposable
{
    private readonly TemporaryDirectory _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_history_tells_each_run_and_each_target()
    {
        Workflow("""
            - target: { name: good, run: "true" }
            - target: { name: bad, needs: [good], run: "exit 3", retries: { count: 1, delay: 0s } }
            """);
        await RunAsync("run");
        await RunAsync("run", "good");

        Outcome runs = await RunAsync("history");
        Outcome target = await RunAsync("history", "bad");

        await Verify(Stable(runs), "runs");
        await Verify(Stable(target), "target");
    }

    [Fact]
    public async Task The_status_of_a_run_is_how_it_ended()
    {
        Workflow("""
            - target: { name: bad, run: "test -e fixed", outputs: [] }
            """);
        await RunAsync("run");
        _project.Write("fixed", "");
        await RunAsync("run");

        Outcome first = await RunAsync("status", "--run", "1");
        Outcome second = await RunAsync("status", "--run", "2", "--all");

        await Verify(Stable(first), "1");
        await Verify(Stable(second), "2");
    }

    [Theory]
    [InlineData("status", "--run", "7")]
    [InlineData("timeline", "--run", "7")]
    [InlineData("timeline", "--run", "x")]
    [InlineData("timeline", "--format", "png")]
    [InlineData("history", "goood")]
    [InlineData("history", "-n", "many")]
    public async Task What_is_not_there_is_the_users_error(params string[] arguments)
    {
        Workflow("""
            - target: { name: good, run: "true" }
            """);
        await RunAsync("run");

        Outcome outcome = await RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        await Verify(outcome.Error, string.Join('_', arguments).Replace("-", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_goes_on_as_long_as_its_engine_lives()
    {
        Workflow("""
            - target: { name: wait, run: "touch started; while ! test -e go; do sleep 0.05; done" }
            """);
        using Process run = KetrewProgram.Start(_project.FullPath, "run");
        await _project.WaitForAsync("started");

        Outcome during = await RunAsync("status");
        run.Kill();
        await run.WaitForExitAsync();
        Outcome dead = await RunAsync("status");
        _project.Write("go", "");
        Outcome again = await RunAsync("run");
        Outcome after = await RunAsync("status", "--run", "1");

        Assert.Equal(0, again.ExitCode);
        await Verify(string.Concat(Stable(during), Stable(dead), Stable(after)));
    }

    [Fact]
    public async Task A_timeline_is_written_for_terminals_browsers_and_trace_viewers()
    {
        Workflow("""
            - target: { name: a, run: "true" }
            - target: { name: b, needs: [a], run: "true" }
            """);
        await RunAsync("run");

        Outcome text = await RunAsync("timeline");
        Outcome page = await RunAsync("timeline", "--format", "html", "--output", "run.html");
        Outcome trace = await RunAsync("timeline", "--format", "trace");

        Assert.Contains("longest path: 2 attempts", text.Output, StringComparison.Ordinal);
        Assert.Equal(new Outcome(0, "", "wrote run.html\n"), page);
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(_project["run.html"]), StringComparison.Ordinal);
        JsonElement[] events = [.. JsonDocument.Parse(trace.Output).RootElement.GetProperty("traceEvents").EnumerateArray()];
        Assert.Equal(["a", "b"], events.Where(item => item.GetProperty("ph").GetString() == "X" && item.GetProperty("cat").GetString() == "done").Select(item => item.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Before_the_first_run_there_is_no_history()
    {
        Workflow("""
            - target: { name: a, run: "true" }
            """);

        Outcome history = await RunAsync("history");
        Outcome timeline = await RunAsync("timeline");

        Assert.Equal(new Outcome(0, "nothing was run yet\n", ""), history);
        Assert.Equal(2, timeline.ExitCode);
        Assert.False(Directory.Exists(_project[".ketrew"]));
    }

    private void Workflow(string stanzas)
    {
        string indented = string.Concat(stanzas.Split('\n').Select(line => $"  {line}\n"));
        _project.Write("workflow.yaml", $"ketrew: 1\nstanzas:\n{indented}");
    }

    private Task<Outcome> RunAsync(params string[] arguments) => KetrewProgram.RunAsync(_project.FullPath, arguments);

    private string Stable(Outcome outcome)
    {
        string text = outcome.ToString().Replace(_project.FullPath, "PROJECT", StringComparison.Ordinal)
            .Replace($" on {Environment.MachineName}", " on HOST", StringComparison.Ordinal).Replace(" on local", " on HOST", StringComparison.Ordinal);
        string timeless = MomentPattern().Replace(TimePattern().Replace(DayPattern().Replace(text, "DAY"), "TIME  "), "MOMENT");
        // A busy machine may keep an attempt waiting that nothing else keeps.
        return timeless.Replace(", waited TIME   for a slot", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", RegexOptions.CultureInvariant)]
    private static partial Regex DayPattern();

    [GeneratedRegex(@"\d+\.\d\d s", RegexOptions.CultureInvariant)]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"\d\d:\d\d:\d\d\.\d\d", RegexOptions.CultureInvariant)]
    private static partial Regex MomentPattern();
}
