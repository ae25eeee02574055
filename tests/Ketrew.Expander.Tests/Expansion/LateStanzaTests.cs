using Ketrew.Expander.Expansion;
using Ketrew.Expander.Observations;
using Ketrew.Sdk;

namespace Ketrew.Expander.Tests.Expansion;

/// <summary>Stanzas that ask for the output of a target wait for it; nobody reads one in another way.</summary>
public sealed class LateStanzaTests : IDisposable
{
    private const string Split = "  - target: { name: split, outputs: [out/list.txt], run: make-list }";

    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_stanza_that_asks_for_an_output_is_late_until_its_target_is_up_to_date()
    {
        _project.Use($"{Split}\n  - impatient: {{ target: split, path: out/list.txt }}");

        ExpansionResult before = await _project.ExpandAsync();
        _project.Write("out/list.txt", "a b\n").Made = MadeOf(before);
        ExpansionResult after = await _project.ExpandAsync();

        Assert.Equal(["split"], before.Plan!.Ids());
        LateStanza late = Assert.Single(before.Late);
        Assert.Equal(("impatient", "split", "out/list.txt"), (late.Kind, late.Target.Value, late.Path.Value));
        Assert.Equal(["answer", "split"], after.Plan!.Ids());
        Assert.Empty(after.Late);
        Assert.Equal("a b", after.Answer());
    }

    [Fact]
    public async Task An_output_with_the_same_content_is_a_hit_and_another_one_is_named()
    {
        _project.Use($"{Split}\n  - impatient: {{ target: split, path: out/list.txt }}");
        _project.Write("out/list.txt", "a b\n").Made = MadeOf(await _project.ExpandAsync());
        await _project.ExpandAsync();

        ExpansionResult same = await _project.ExpandAsync();
        ExpansionResult other = await _project.Write("out/list.txt", "c\n").ExpandAsync();

        Assert.True(same.IsHit());
        Assert.Matches(@"^impatient: output-of split out/list.txt at Questions\.cs:\d+: `a b⏎` → `c⏎`$", other.Reasons());
    }

    [Fact]
    public async Task While_a_stanza_is_late_the_targets_that_may_need_it_are_left_out()
    {
        _project.Use($"""
            {Split}
              - target: {"{"} name: after, needs: [answer], run: "true" {"}"}
              - target: {"{"} name: far-after, needs: [after], run: "true" {"}"}
              - target: {"{"} name: reads, inputs: [made-later.txt], run: "true" {"}"}
              - target: {"{"} name: beside, needs: [split], run: "true" {"}"}
              - default: [far-after, beside]
              - impatient: {"{"} target: split, path: out/list.txt {"}"}
            """);

        ExpansionResult result = await _project.ExpandAsync();

        Assert.Equal(["beside", "split"], result.Plan!.Ids());
        Assert.Equal([new TargetId("beside")], result.Plan!.Defaults);
    }

    [Fact]
    public async Task An_old_copy_of_an_input_does_not_stand_for_a_writer_that_is_not_known_yet()
    {
        _project.Use($"""
            {Split}
              - target: {"{"} name: writes, needs: [answer], outputs: [made.txt], run: "true" {"}"}
              - target: {"{"} name: reads, inputs: [made.txt], run: "true" {"}"}
              - impatient: {"{"} target: split, path: out/list.txt {"}"}
            """).Write("made.txt", "old");

        Assert.Equal(["split"], (await _project.PlanAsync()).Ids());
    }

    [Fact]
    public async Task A_file_that_an_unknown_target_wrote_is_waited_for_as_long_as_something_else_can_be_made()
    {
        string[] stanzas = [Split, "  - target: { name: reads, inputs: [made.txt], outputs: [read.txt], run: \"true\" }", "  - impatient: { target: reads, path: read.txt }"];
        _project.Write("made.txt", "old").LastWriters.Add("made.txt", new TargetId("answer"));

        _project.Use(string.Join('\n', [.. stanzas, "  - impatient: { target: split, path: out/list.txt }"]));
        string[] whileOthersWait = [.. (await _project.PlanAsync()).Ids()];
        _project.Use(string.Join('\n', stanzas));
        string[] alone = [.. (await _project.PlanAsync()).Ids()];

        Assert.Equal(["split"], whileOthersWait);
        Assert.Equal(["reads", "split"], alone);
    }

    [Theory]
    [InlineData("circle", "ask_for: b\n      makes: a", "ask_for: a\n      makes: b")]
    [InlineData("through-needs", "ask_for: c\n      path: out/list.txt.c\n      makes: a", null)]
    [InlineData("unknown", "ask_for: splitt\n      makes: a", null)]
    [InlineData("not-written", "ask_for: split\n      path: out/other.txt\n      makes: a", null)]
    public async Task A_stanza_that_would_wait_for_ever_is_an_error_that_says_for_what(string variant, string first, string? second)
    {
        string define = """
              - define:
                  name: waiting
                  fields: { ask_for: text, makes: text, path: { type: path, default: out/list.txt } }
                  expand:
                    - target: { name: "{{ makes }}", outputs: ["{{ makes }}.txt"], run: "{{ output ask_for path }}" }
              - target: { name: c, needs: [a], run: "true", outputs: [out/list.txt.c] }
            """;
        _project.Write("workflow.yaml", $"ketrew: 1\nstanzas:\n{Split}\n{define}\n  - waiting:\n      {first}\n{(second is null ? "" : $"  - waiting:\n      {second}\n")}");

        await Verify(await _project.ProblemsAsync(), variant);
    }

    [Theory]
    [InlineData("text", "text: out/list.txt")]
    [InlineData("exists", "exists: out/list.txt")]
    [InlineData("list", "list: out")]
    [InlineData("glob", "glob: \"**/*.txt\"")]
    public async Task Reading_an_output_in_any_other_way_is_refused_with_the_name_of_its_target(string variant, string question)
    {
        _project.Use($"{Split}\n  - ask: {{ {question} }}").Write("out/list.txt", "x").Write("b.txt", "");

        await Verify(await _project.ProblemsAsync(), variant);
    }

    [Fact]
    public async Task An_output_that_is_not_there_yet_is_refused_as_well()
    {
        _project.Use($"{Split}\n  - ask: {{ glob: \"out/*\" }}");

        Assert.Contains("reads `out/list.txt`, which the target `split` writes", await _project.ProblemsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_narrower_pattern_is_enough()
    {
        _project.Use($"{Split}\n  - ask: {{ glob: \"*.txt\", name: x }}").Write("b.txt", "");

        Assert.Equal(["split", "x"], (await _project.PlanAsync()).Ids());
    }

    // As if everything that is known had been run.
    private static MadeTargets MadeOf(ExpansionResult result) => new(result.Plan!.Targets.ToDictionary(target => target.Id));
}
