using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Testing.Tests.Stanzas;
using static Ketrew.Sdk.Testing.Tests.Failure;

namespace Ketrew.Sdk.Testing.Tests;

public sealed class ExpansionTests
{
    private const string Workflow = "ketrew: 1\nstanzas:\n  - word-count: { texts: \"texts/*.txt\" }\n";

    [Fact]
    public void Targets_are_those_of_the_plan()
    {
        Expansion expansion = Texts().Workflow(Workflow).Expand().AssertClean();

        Assert.Equal(["count-a", "count-b"], expansion.Targets.Select(target => target.Id.Value));
        Assert.Equal(["texts/a.txt"], expansion["count-a"].Inputs.Select(input => input.Value));
        Assert.StartsWith("WordCountStanza.cs:", expansion["count-a"].Provenance?.PluginLine, StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_is_compared_with_the_accepted_text() => Texts().Workflow(Workflow).Expand().MatchSnapshot();

    [Fact]
    public void What_is_wrong_is_part_of_the_accepted_text() =>
        Texts().Workflow("ketrew: 1\nstanzas:\n  - word-count: { texts: \"texts/*.txt\", top: 0 }\n").Expand().MatchSnapshot();

    [Fact]
    public Task Errors_are_shown_as_the_user_reads_them() =>
        VerifyFailure(() => Texts().Workflow("ketrew: 1\nstanzas:\n  - word-count: { text: \"texts/*.txt\" }\n").Expand().AssertClean());

    [Fact]
    public Task A_workflow_with_errors_has_no_targets() =>
        VerifyFailure(() => _ = Texts().Workflow("ketrew: 1\nstanzas:\n  - word-cont: {}\n").Expand().Targets);

    [Fact]
    public Task A_target_that_is_not_there_is_told_with_those_that_are() => VerifyFailure(() => _ = Texts().Workflow(Workflow).Expand()["count-c"]);

    [Fact]
    public void What_a_target_writes_and_a_tool_prints_is_said_by_the_test()
    {
        StanzaProject project = Chunks().Write("out/list", "x\n").Answer(new Question.RunTool("scan", ["x"], ["a.txt"]), new Answer.Text("found\n"));

        Assert.Equal(["see-x", "split"], project.Expand().AssertClean().Targets.Select(target => target.Id.Value));
        project.AssertMissAfter(p => p.Write("out/list", ""));
        project.AssertHitAfter(p => p.Write("a.txt", "other"));
    }

    [Fact]
    public Task What_the_test_does_not_say_of_targets_and_tools_is_told() =>
        Verify(Chunks().Expand().Errors + "\n" + Chunks().Write("out/list", "x\n").Expand().Errors);

    [Fact]
    public Task Questions_are_logged_with_their_lines() =>
        Verify(Texts().Add<EachStanza>().Workflow("ketrew: 1\nstanzas:\n  - each: {}\n  - word-count: { texts: \"texts/a.txt\" }\n").Expand().QuestionLog);

    [Fact]
    public void A_declaration_gives_arguments_a_prefix_and_variables()
    {
        StanzaProject project = Texts().Add<EachStanza>(Node.Mapping(("texts", "texts/a.*")), "my", ["TOP"]).Workflow("ketrew: 1\nstanzas:\n  - my.each: { variable: TOP }\n");
        project.Environment["TOP"] = "12";

        Target target = Assert.Single(project.Expand().Targets);

        Assert.Contains("head -12", Assert.IsType<Step.Shell>(target.Steps[0]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_variable_that_is_not_allowed_is_refused() =>
        Verify(Texts().Add<EachStanza>().Workflow("ketrew: 1\nstanzas:\n  - each: { variable: TOP }\n").Expand().Errors);

    [Fact]
    public void A_plugin_that_a_file_declares_is_what_the_test_says()
    {
        StanzaProject project = Texts()
            .Declare<EachStanza>("stanzas/Each")
            .Workflow("""
                ketrew: 1
                plugins:
                  - project: stanzas/Each
                    as: my
                    args: { texts: texts/b.txt }
                stanzas:
                  - my.each: {}
                """);

        Assert.Equal("count-b", Assert.Single(project.Expand().AssertClean().Targets).Id.Value);
    }

    [Fact]
    public Task A_declared_plugin_that_the_test_says_nothing_of_is_told() =>
        VerifyFailure(() => Texts().Workflow("ketrew: 1\nplugins:\n  - project: stanzas/Each\nstanzas: []\n").Expand());

    [Fact]
    public Task Several_workflow_files_are_printed_one_after_the_other() => Verify(Texts()
        .Write("sub/workflow.yaml", "ketrew: 1\nstanzas:\n  - word-count: { texts: \"*.md\" }\n")
        .Write("sub/c.md", "")
        .Workflow($"{Workflow}directories: [sub]\n")
        .Expand()
        .Yaml);

    [Fact]
    public void Links_lead_where_they_lead_on_disk()
    {
        StanzaProject project = Texts().Link("other", "texts").Link("dangling.txt", "nothing").Link("outside", "../elsewhere");

        Assert.Equal(["other/a.txt", "other/b.txt"], project.Workflow("ketrew: 1\nstanzas:\n  - word-count: { texts: \"other/*.txt\" }\n").Expand().Targets.SelectMany(target => target.Inputs).Select(input => input.Value));
        Assert.Empty(project.Workflow("ketrew: 1\nstanzas:\n  - word-count: { texts: [\"*.txt\", \"outside/*\"] }\n").Expand().Targets);
    }

    [Fact]
    public void A_directory_is_in_the_way_of_a_file_and_a_file_in_the_way_of_a_directory()
    {
        Assert.Equal("texts is a directory.", Assert.Throws<InvalidOperationException>(() => Texts().Write("texts", "")).Message);
        Assert.Equal("texts/a.txt is a file: there can't be anything below it.", Assert.Throws<InvalidOperationException>(() => Texts().Write("texts/a.txt/b", "")).Message);
        Assert.Equal("c doesn't exist.", Assert.Throws<InvalidOperationException>(() => Texts().Delete("c")).Message);
    }

    private static StanzaProject Chunks() => new StanzaProject().Add<ChunksStanza>(tools: ["scan"]).Write("a.txt", "").Workflow(
        "ketrew: 1\nstanzas:\n  - target: { name: split, outputs: [out], run: split }\n  - chunks: { of: split, list: out/list }\n");

    private static StanzaProject Texts() => new StanzaProject().Add<WordCountStanza>().Write("texts/a.txt", "one\n").Write("texts/b.txt", [0xFF]);
}
