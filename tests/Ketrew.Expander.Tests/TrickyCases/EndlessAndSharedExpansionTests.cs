using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class EndlessAndSharedExpansionTests : TrickyCase
{
    [Theory]
    [InlineData("mirror: {}", "KE322: `mirror` expands to itself: mirror -> mirror")]
    [InlineData("ping: {}", "KE322: `ping` expands to itself: ping -> pong -> ping")]
    [InlineData("grow: {}", "KE323: stanzas expand to stanzas more than 64 levels deep: grow -> grow -> ")]
    [InlineData("split: {}", "KE324: `split` stands for more than 10000 stanzas")]
    public async Task What_has_no_end_is_an_error_with_the_chain_at_the_written_line(string stanza, string problem)
    {
        string problems = await Project.Use($"- {stanza}").ProblemsAsync();

        Assert.Contains(problem, problems, StringComparison.Ordinal);
        Assert.Contains("workflow.yaml:7:3", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_plugins_that_emit_each_other_are_told_as_a_circle()
    {
        Project.Write("one.stanza.yaml", "ketrew: 1\nname: one\nexpand:\n  - two: {}\n").Write("two.stanza.yaml", "ketrew: 1\nname: two\nexpand:\n  - one: {}\n");
        Project.Write("workflow.yaml", "ketrew: 1\nplugins: [{ template: one.stanza.yaml }, { template: two.stanza.yaml }]\nstanzas:\n  - one: {}\n");

        Assert.Contains("KE322: `one` expands to itself: one -> two -> one", await ProblemsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_two_stanzas_share_is_expanded_once()
    {
        ExpansionResult cold = await Project.Use("- diamond: {}").ExpandAsync();
        ExpansionResult warm = await Project.Write("bottom.txt", "").ExpandAsync();

        Assert.Equal(["left", "right"], cold.Plan!.Ids());
        Assert.Equal("hit hit hit miss miss", string.Join(' ', warm.Stanzas.Select(report => report.Reason is null ? "hit" : "miss")));
        Assert.Equal(1, warm.PluginHostStarts);
    }
}
