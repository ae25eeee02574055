using Ketrew.Expander.Promotion;
using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class GeneratedFilesTests : TrickyCase
{
    [Theory]
    [InlineData("exists: workflow.expanded.yaml", "Missing")]
    [InlineData("exists: .ketrew", "Missing")]
    [InlineData("maybe: workflow.expanded.yaml", "missing")]
    [InlineData("maybe: .ketrew/state.db", "missing")]
    [InlineData("glob: \"**/*.expanded.yaml\"", "")]
    [InlineData("glob: \"**/*\"", "data/a|lib/Samples.dll|lib/Samples.pdb|lib/Tricks.dll|lib/Tricks.pdb|workflow.yaml")]
    public async Task What_was_promoted_and_what_is_remembered_is_invisible(string question, string answer)
    {
        Project.Write("data/a", "");
        string before = await AnswerAsync(question);
        PromotedTree.Apply((await Project.ExpandAsync()).Files.Value, []);
        Project.Write(".ketrew/state.db", "x").Write("data/other.expanded.yaml", "");

        ExpansionResult after = await Project.ExpandAsync();

        Assert.Equal(answer, before);
        Assert.True(after.IsHit());
    }

    [Fact]
    public async Task Stanzas_are_expanded_before_anything_runs_so_that_an_output_which_appears_is_a_new_answer_with_its_reason()
    {
        Project.Use("- target: { name: make, run: \"echo > a.in\", outputs: [a.in] }\n- word-count: { texts: \"*.in\" }");
        await Project.ExpandAsync();

        ExpansionResult after = await Project.Write("a.in", "").ExpandAsync();

        Assert.EndsWith("+ a.in", after.Reasons(), StringComparison.Ordinal);
        Assert.Equal(["a.in"], after.Plan!.Targets.Single(target => target.Id.Value == "count-a").Inputs.Select(input => input.Value));
    }
}
