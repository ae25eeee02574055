using Ketrew.Expander.Promotion;
using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class DeletedThingsTests : TrickyCase
{
    [Fact]
    public async Task An_observed_file_that_is_deleted_is_another_answer()
    {
        Project.Write("a.txt", "1");
        await AnswerAsync("maybe: a.txt");
        File.Delete(Project["a.txt"]);

        ExpansionResult after = await Project.ExpandAsync();

        Assert.EndsWith("`1` → missing", after.Reasons(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_last_match_its_target_and_its_promoted_stanza_go()
    {
        Project.Write("a.in", "").Use("- word-count: { texts: \"*.in\" }");
        PromotedTree.Apply((await Project.ExpandAsync()).Files.Value, []);
        File.Delete(Project["a.in"]);

        ExpansionResult after = await Project.ExpandAsync();
        ExpandedFile file = Assert.Single(after.Files.Value);
        PromotionState state = file.Compare();
        PromotedTree.Apply([file], []);

        Assert.Empty(after.Plan!.Targets);
        Assert.Equal(PromotionState.Stale, state);
        Assert.EndsWith("stanzas: []\n", File.ReadAllText(Project[file.Path.Value]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_plugin_is_an_error_and_no_hit()
    {
        Project.Write("tool.stanza.yaml", "ketrew: 1\nname: greet\nexpand:\n  - group: { name: g }\n");
        Project.Write("workflow.yaml", "ketrew: 1\nplugins: [{ template: tool.stanza.yaml }]\nstanzas:\n  - greet: {}\n");
        string before = await IdsAsync();
        File.Delete(Project["tool.stanza.yaml"]);

        string problems = await ProblemsAsync();
        Project.Write("workflow.yaml", "ketrew: 1\nstanzas:\n  - greet: {}\n");
        string undeclared = await ProblemsAsync();

        Assert.Equal("g", before);
        Assert.Contains("tool.stanza.yaml", problems, StringComparison.Ordinal);
        Assert.Contains("KE303: unknown stanza `greet`", undeclared, StringComparison.Ordinal);
    }
}
