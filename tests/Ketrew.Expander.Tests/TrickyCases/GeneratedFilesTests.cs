using Ketrew.Expander.Observations;
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
    [InlineData("glob: \"**/*\"", "data/a|lib/Samples.dll|lib/Samples.pdb|lib/Tricks.dll|lib/Tricks.pdb|lib/Unruly.dll|lib/Unruly.pdb|workflow.yaml")]
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

    [Theory]
    [InlineData("maybe: out/a.in")]
    [InlineData("exists: out/a.in")]
    [InlineData("list: out")]
    [InlineData("glob: \"**/*.in\"")]
    public async Task An_output_that_is_read_like_a_source_is_refused_with_its_target_whether_it_is_there_or_not(string question)
    {
        Project.Use($"- target: {{ name: make, run: \"true\", outputs: [out/a.in] }}\n- ask: {{ {question} }}");
        string before = await ProblemsAsync();

        string after = await Project.Write("out/a.in", "").ProblemsAsync();

        Assert.Contains("KE345: `ask` reads `out/a.in`, which the target `make` writes", before, StringComparison.Ordinal);
        Assert.Contains("KE345: `ask` reads `out/a.in`, which the target `make` writes", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_is_asked_for_as_such_is_waited_for_and_then_read()
    {
        Project.Use("- target: { name: make, run: \"true\", outputs: [out/a.in] }\n- impatient: { target: make, path: out/a.in }");
        ExpansionResult before = await Project.ExpandAsync();
        Project.Write("out/a.in", "one").Made = new MadeTargets(before.Plan!.Targets.ToDictionary(target => target.Id));

        ExpansionResult after = await Project.ExpandAsync();
        ExpansionResult changed = await Project.Write("out/a.in", "two").ExpandAsync();

        Assert.Equal("make", Assert.Single(before.Late).Target.Value);
        Assert.Equal(("one", "two"), (after.Answer(), changed.Answer()));
    }
}
