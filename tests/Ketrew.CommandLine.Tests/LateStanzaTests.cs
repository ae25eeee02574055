using Ketrew.TestSupport;

namespace Ketrew.CommandLine.Tests;

/// <summary>Scatter over what is known only after a target ran: made first, then expanded, then gone on with.</summary>
public sealed class LateStanzaTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public LateStanzaTests()
    {
        _directory.Write("data.txt", "1\n2\n3\n4\n");
        _directory.Write(
            "workflow.yaml",
            """
            ketrew: 1
            stanzas:
              - define:
                  name: scatter
                  fields: { list: path }
                  expand:
                    - let: { names: "{{ output 'split' list | string.strip | string.split '\n' }}" }
                    - for: name in names
                      do:
                        - target:
                            name: "count-{{ name }}"
                            inputs: ["chunks/{{ name }}"]
                            outputs: ["counts/{{ name }}"]
                            run: wc -l < chunks/{{ name }} > counts/{{ name }}
                    - target:
                        name: total
                        inputs:
                          - for: name in names
                            do: ["counts/{{ name }}"]
                        outputs: [total.txt]
                        run: cat counts/* > total.txt
              - target:
                  name: split
                  inputs: [data.txt]
                  outputs: [chunks, chunks.list]
                  run: rm -rf chunks && mkdir chunks && split -l 3 data.txt chunks/ && ls chunks > chunks.list
              - target: { name: alone, run: "true" }
              - scatter: { list: chunks.list }
            """);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_a_stanza_waits_for_is_made_first_and_then_the_rest()
    {
        string[] first = ExecutedTargets.Of(await RunAsync("run"));
        Outcome second = await RunAsync("run");
        _directory.Write("data.txt", "1\n2\n3\n4\n5\n6\n7\n");
        Outcome third = await RunAsync("run");

        Assert.Equal(["alone", "count-aa", "count-ab", "split", "total"], first);
        Assert.Equal("up to date (5 targets)\n", second.Output);
        Assert.Contains("count-ac", ExecutedTargets.Of(third));
        Assert.Contains("expanded scatter (workflow.yaml:28:5) again: `output-of split chunks.list` has another answer: `aa⏎ab⏎` → `aa⏎ab⏎ac⏎`", third.Error, StringComparison.Ordinal);
        Assert.Equal("3\n3\n1\n", File.ReadAllText(_directory["total.txt"]));
    }

    [Fact]
    public async Task What_a_late_target_wrote_before_is_not_read_before_it_is_written_again()
    {
        _directory.Write(
            "workflow.yaml",
            """
            ketrew: 1
            stanzas:
              - define:
                  name: copy
                  fields: { target: text, from: path, to: path }
                  expand:
                    - target: { name: "copy-{{ target }}", outputs: ["{{ to }}"], run: "echo {{ output target from | string.strip }} > {{ to }}" }
              - target: { name: first, inputs: [data.txt], outputs: [first.txt], run: cat data.txt > first.txt }
              - copy: { target: first, from: first.txt, to: middle.txt }
              - target: { name: second, inputs: [middle.txt], outputs: [second.txt], run: tee -a log.txt < middle.txt > second.txt }
              - copy: { target: second, from: second.txt, to: last.txt }
            """);
        _directory.Write("data.txt", "one");
        await RunAsync("run");
        _directory.Write("data.txt", "two");

        await RunAsync("run");
        Outcome again = await RunAsync("run");

        Assert.Equal("two\n", File.ReadAllText(_directory["last.txt"]));
        Assert.Equal("one\ntwo\n", File.ReadAllText(_directory["log.txt"]));
        Assert.Equal("up to date (4 targets)\n", again.Output);
    }

    [Fact]
    public async Task A_target_that_is_known_already_is_run_without_what_stanzas_wait_for()
    {
        Assert.Equal(["alone"], ExecutedTargets.Of(await RunAsync("run", "alone")));
        Assert.Equal(["split"], ExecutedTargets.Of(await RunAsync("run", "split")));
        Assert.Equal(["count-aa"], ExecutedTargets.Of(await RunAsync("run", "count-aa")));
    }

    [Fact]
    public async Task Verbs_that_run_nothing_say_what_they_do_not_know()
    {
        await Verify(string.Join('\n', [await RunAsync("graph"), await RunAsync("run", "--dry-run"), await RunAsync("run", "total", "--dry-run")]));
    }

    [Fact]
    public async Task The_explanation_says_what_a_stanza_waits_for()
    {
        Outcome before = await RunAsync("expand", "--explain");
        Outcome json = await RunAsync("expand", "--explain", "--json");
        await RunAsync("run", "split");
        Outcome after = await RunAsync("expand", "--explain");

        Assert.Contains("late  scatter  workflow.yaml:28:5\n      waits for the answer to `output-of split chunks.list`, asked at workflow.yaml:7: that target isn't up to date\n", before.Output, StringComparison.Ordinal);
        Assert.Contains("0 expanded, 1 late", before.Output, StringComparison.Ordinal);
        Assert.Contains("\"result\":\"late\",\"reason\":\"waits-for-output\",\"waitsFor\":{\"question\":\"output-of split chunks.list\",\"pluginLine\":\"workflow.yaml:7\"", json.Output, StringComparison.Ordinal);
        Assert.Contains("miss  scatter", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_expanded_before_the_late_ones_is_told_as_well()
    {
        _directory.Write(
            "workflow.yaml",
            File.ReadAllText(_directory["workflow.yaml"]) + """

              - define:
                  name: early
                  expand:
                    - target: { name: early, description: "{{ read 'note.txt' }}", run: "true" }
              - early: {}
            """);
        _directory.Write("note.txt", "one");
        await RunAsync("run");
        _directory.Write("note.txt", "two");

        Outcome result = await RunAsync("expand", "--explain");

        Assert.Contains("miss  early", result.Output, StringComparison.Ordinal);
        Assert.Contains("`one` → `two`", result.Output, StringComparison.Ordinal);
        Assert.Contains("hit   scatter", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_what_is_waited_for_ends_the_run_with_it()
    {
        File.Delete(_directory["data.txt"]);

        Outcome result = await RunAsync("run");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("failed split", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_runs_what_depends_on_the_output_as_well()
    {
        await RunAsync("run");

        Assert.Equal(["count-aa", "count-ab", "split", "total"], ExecutedTargets.Of(await RunAsync("restart", "split")));
    }

    [Fact]
    public async Task In_the_background_all_rounds_are_run()
    {
        Outcome started = await RunAsync("run", "--detach");
        Outcome taken = await RunAsync("run");

        Assert.Equal(0, started.ExitCode);
        Assert.Equal(0, taken.ExitCode);
        Assert.True(File.Exists(_directory["total.txt"]));
    }

    private Task<Outcome> RunAsync(params string[] arguments) => KetrewProgram.RunAsync(_directory.FullPath, arguments);
}
