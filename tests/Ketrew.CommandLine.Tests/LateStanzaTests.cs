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
