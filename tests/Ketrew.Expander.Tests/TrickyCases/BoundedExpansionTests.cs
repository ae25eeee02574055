using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class BoundedExpansionTests : TrickyCase
{
    [Fact]
    public async Task A_plugin_that_nobody_uses_is_never_started()
    {
        ExpansionResult result = await Project.Use("- target: { name: plain, run: echo }").ExpandAsync();

        Assert.Equal(0, result.PluginHostStarts);
        Assert.Equal(["plain"], result.Plan!.Ids());
    }

    [Fact]
    public async Task What_changes_in_one_directory_expands_the_stanzas_that_asked_about_it_and_no_other()
    {
        Project.Write("one/a.in", "").Write("two/a.in", "").Use("- word-count: { texts: \"one/*.in\" }\n- subdirectory: { path: two, stanzas: [{ word-count: { texts: \"*.in\" } }] }");
        await Project.ExpandAsync();

        ExpansionResult after = await Project.Write("two/b.in", "").ExpandAsync();

        Assert.Equal("word-count: hit", after.Reasons().Split('\n')[0]);
        Assert.EndsWith("+ two/b.in", after.Reasons(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stanza_that_leaves_its_directory_is_refused_at_the_line_of_the_plugin()
    {
        string problems = await Project.Use("- subdirectory:\n    path: sub\n    stanzas:\n      - emit: { items: [{ kind: group, into: .., fields: { name: g } }] }").ProblemsAsync();

        Assert.Contains("KE321", problems, StringComparison.Ordinal);
        Assert.Matches(@"note: emitted at Emission\.cs:\d+", problems);
    }
}
