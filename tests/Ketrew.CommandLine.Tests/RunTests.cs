using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

public sealed partial class RunTests : IDisposable
{
    private readonly TemporaryDirectory _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_failure_shows_its_last_lines_its_stanza_and_what_it_blocks()
    {
        Workflow("""
            - target: { name: good, run: "true" }
            - target: { name: bad, run: "echo one; echo two >&2; exit 3", outputs: [bad.txt] }
            - target: { name: after, needs: [bad], run: "true" }
            - group: { name: all, needs: [good, after] }
            """);

        Outcome run = await RunAsync("run", "-k", "-j1");

        Assert.Equal(1, run.ExitCode);
        await Verify(Stable(run));
    }

    [Fact]
    public async Task A_failed_target_runs_again_and_the_others_do_not()
    {
        Workflow("""
            - target: { name: good, run: "echo good >> log" }
            - target: { name: bad, run: "echo bad >> log; test -e fixed", always: false }
            """);
        await RunAsync("run", "-k");
        _project.Write("fixed", "");

        Outcome second = await RunAsync("run");

        Assert.Equal(0, second.ExitCode);
        Assert.Equal(["bad", "bad", "good"], File.ReadAllLines(_project["log"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Outputs_of_a_failed_attempt_do_not_look_done()
    {
        Workflow("""
            - target: { name: half, run: "echo partial > out.txt; false", outputs: [out.txt] }
            """);

        await RunAsync("run");

        Assert.False(File.Exists(_project["out.txt"]));
        Assert.Single(Directory.GetFiles(_project[".ketrew/failed"], "out.txt", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(new[] { "run", "sub:*" }, "sub")]
    [InlineData(new[] { "run", "tag:nightly" }, "tagged")]
    [InlineData(new[] { "run", "made.txt" }, "made")]
    [InlineData(new[] { "run" }, "first")]
    public async Task Targets_are_chosen_by_pattern_tag_output_or_default(string[] arguments, string expected)
    {
        Workflow("""
            - target: { name: first, run: "echo first >> log" }
            - target: { name: tagged, tags: [nightly], run: "echo tagged >> log" }
            - target: { name: made, run: "echo made >> log; touch made.txt", outputs: [made.txt] }
            - subdirectory: { path: sub, stanzas: [ { target: { name: x, run: "echo sub >> ../log" } } ] }
            - default: [first]
            """);
        Directory.CreateDirectory(_project["sub"]);

        Outcome run = await RunAsync(arguments);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([expected], File.ReadAllLines(_project["log"]));
    }

    [Fact]
    public async Task An_unknown_target_is_the_users_error_with_the_nearest_name()
    {
        Workflow("""
            - target: { name: build, run: "true" }
            """);

        Outcome run = await RunAsync("run", "biuld");

        Assert.Equal(2, run.ExitCode);
        await Verify(run.ToString());
    }

    [Fact]
    public async Task A_cycle_is_refused_with_its_path_before_anything_starts()
    {
        Workflow("""
            - target: { name: a, needs: [b], run: "touch ran" }
            - target: { name: b, inputs: [c.txt], outputs: [b.txt], run: "touch ran" }
            - target: { name: c, needs: [a], outputs: [c.txt], run: "touch ran" }
            """);

        Outcome run = await RunAsync("run");

        Assert.Equal(2, run.ExitCode);
        Assert.False(File.Exists(_project["ran"]));
        await Verify(run.ToString());
    }

    [Fact]
    public async Task Events_are_one_json_object_a_line()
    {
        Workflow("""
            - target: { name: a, run: "true" }
            """);

        Outcome run = await RunAsync("run", "--json");

        string[] events = [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!)];
        Assert.Equal("started", events[0]);
        Assert.Equal("ended", events[^1]);
        Assert.Contains("target", events);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task A_dry_run_says_why_and_runs_nothing()
    {
        Workflow("""
            - target: { name: a, run: "cp in.txt a.txt", inputs: [in.txt], outputs: [a.txt] }
            - target: { name: b, run: "cp a.txt b.txt", inputs: [a.txt], outputs: [b.txt] }
            """);
        _project.Write("in.txt", "1");
        await RunAsync("run");
        _project.Write("in.txt", "2");

        Outcome dry = await RunAsync("run", "--dry-run", "--explain");

        Assert.Equal("1", File.ReadAllText(_project["b.txt"]));
        await Verify(DigestPattern().Replace(dry.ToString(), "DIGEST"));
    }

    [Fact]
    public async Task A_second_engine_is_refused_and_the_owner_is_named()
    {
        Workflow("""
            - target: { name: wait, run: "touch started; while ! test -e go; do sleep 0.05; done" }
            """);
        using Process first = KetrewProgram.Start(_project.FullPath, "run");
        await _project.WaitForAsync("started");

        Outcome second = await RunAsync("run");
        _project.Write("go", "");
        await first.WaitForExitAsync();

        Assert.Equal((3, 0), (second.ExitCode, first.ExitCode));
        Assert.Contains(first.Id.ToString(CultureInfo.InvariantCulture), second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupting_once_finishes_what_runs_and_starts_nothing_new()
    {
        Workflow("""
            - target: { name: a, run: "touch started; while ! test -e go; do sleep 0.05; done; touch a.done" }
            - target: { name: b, needs: [a], run: "touch b.done" }
            """);
        using Process run = KetrewProgram.Start(_project.FullPath, "run");
        await _project.WaitForAsync("started");

        Signal.Send(run.Id, Signal.Interrupt);
        await AwaitLineAsync(run.StandardError, "nothing new starts");
        _project.Write("go", "");
        await run.WaitForExitAsync();

        Assert.Equal(130, run.ExitCode);
        Assert.True(File.Exists(_project["a.done"]));
        Assert.False(File.Exists(_project["b.done"]));
    }

    [Fact]
    public async Task Interrupting_twice_kills_the_whole_process_group()
    {
        Workflow("""
            - target: { name: a, run: "sh -c 'echo $$ > pid; touch started; exec sleep 1000' & wait", outputs: [never.txt] }
            """);
        using Process run = KetrewProgram.Start(_project.FullPath, "run");
        await _project.WaitForAsync("started");
        int grandchild = int.Parse(File.ReadAllText(_project["pid"]), CultureInfo.InvariantCulture);

        Signal.Send(run.Id, Signal.Interrupt);
        await AwaitLineAsync(run.StandardError, "nothing new starts");
        Signal.Send(run.Id, Signal.Interrupt);
        await run.WaitForExitAsync();

        Assert.Equal(130, run.ExitCode);
        Assert.False(Signal.IsAlive(grandchild));
    }

    [Fact]
    public async Task After_a_kill_in_the_middle_only_what_had_not_finished_runs_again()
    {
        Workflow(string.Concat(Enumerable.Range(0, 300).Select(i => $"- target: {{ name: t{i}, run: \"echo t{i} >> log; touch out/{i}\", outputs: [out/{i}] }}\n")));
        using Process run = KetrewProgram.Start(_project.FullPath, "run");
        while (!File.Exists(_project["log"]) || File.ReadAllLines(_project["log"]).Length < 100)
        {
            await Task.Yield();
        }

        run.Kill();
        await run.WaitForExitAsync();
        Outcome second = await RunAsync("run");

        string[] ran = File.ReadAllLines(_project["log"]);
        Assert.Equal(0, second.ExitCode);
        Assert.Equal(300, ran.Distinct().Count());
        // Each slot had one that was under way.
        Assert.InRange(ran.Length, 300, 300 + Environment.ProcessorCount);
    }

    [Theory]
    [InlineData("--frob")]
    [InlineData("rnu")]
    [InlineData("run", "--jobs", "0")]
    [InlineData("run", "--directory", "nowhere")]
    [InlineData("graph", "--format", "png")]
    [InlineData("schema", "--for", "manifest")]
    [InlineData("schema", "--for", "package", "--included")]
    [InlineData("plugin", "lst")]
    [InlineData("plugin", "nwe", "x")]
    [InlineData("plugin", "new", "x", "y")]
    public async Task Wrong_command_lines_are_told_with_a_hint(params string[] arguments)
    {
        Workflow("""
            - target: { name: a, run: "true" }
            """);

        Outcome outcome = await RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        await Verify(outcome.Error, string.Join('_', arguments).Replace("-", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a word of the command line is empty", "plugin", "install", "")]
    [InlineData("the word after `--prefix` is empty", "plugin", "install", "x", "--prefix", "")]
    [InlineData("the word after `--prefix` is empty", "plugin", "remove", "x", "--prefix", "")]
    [InlineData("a word of the command line is empty", "plugin", "check", "")]
    [InlineData("the word after `-o` is empty", "plugin", "pack", "x", "-o", "")]
    [InlineData("the word after `-C` is empty", "plugin", "new", "x", "-C", "")]
    [InlineData("the word after `-C` is empty", "init", "-C", "")]
    [InlineData("the word after `-C` is empty", "plugin", "list", "-C", "")]
    [InlineData("the word after `-o` is empty", "schema", "-o", "")]
    [InlineData("a word of the command line is empty", "run", "a", "")]
    public async Task An_empty_word_is_the_users_error(string expected, params string[] arguments)
    {
        Outcome outcome = await RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith($"error: {expected}\nhint: ketrew ", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("run")]
    [InlineData("restart")]
    [InlineData("kill")]
    [InlineData("expand")]
    [InlineData("status")]
    [InlineData("history")]
    [InlineData("timeline")]
    [InlineData("schema")]
    [InlineData("plugin")]
    [InlineData("plugin", "install")]
    public async Task Help_shows_what_can_be_typed(params string[] verb)
    {
        Outcome help = await RunAsync([.. verb, "--help"]);

        Assert.Equal(0, help.ExitCode);
        await Verify(help.Output, verb.Length == 0 ? "front" : string.Join('_', verb));
    }

    [Fact]
    public async Task No_project_is_the_users_error()
    {
        Outcome run = await RunAsync("run");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("hint: ketrew init", run.Error, StringComparison.Ordinal);
    }

    private static async Task AwaitLineAsync(StreamReader reader, string text)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"The output ended without `{text}`.");
    }

    private void Workflow(string stanzas)
    {
        string indented = string.Concat(stanzas.Split('\n').Select(line => $"  {line}\n"));
        _project.Write("workflow.yaml", $"ketrew: 1\nstanzas:\n{indented}");
    }

    private Task<Outcome> RunAsync(params string[] arguments) => KetrewProgram.RunAsync(_project.FullPath, arguments);

    private string Stable(Outcome outcome) =>
        TimePattern().Replace(outcome.ToString(), "TIME").Replace(_project.FullPath, "PROJECT", StringComparison.Ordinal);

    [GeneratedRegex(@"\d+\.\d\d s", RegexOptions.CultureInvariant)]
    private static partial Regex TimePattern();

    [GeneratedRegex("[0-9a-f]{8,64}", RegexOptions.CultureInvariant)]
    private static partial Regex DigestPattern();
}
