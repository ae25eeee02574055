using Ketrew.Expander.Expansion;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Tests.Expansion;

public sealed class RecursionTests : IDisposable
{
    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_stanza_may_emit_itself_with_other_fields()
    {
        _project.Use("- countdown: { from: 3 }");

        ExpansionResult result = await _project.ExpandAsync();

        Assert.Equal(["lift-off"], result.Plan!.Ids());
        Assert.Equal([0, 1, 2, 3], result.Stanzas.Select(report => report.Depth));
    }

    [Fact]
    public async Task Sixty_four_levels_are_allowed_and_one_more_is_not()
    {
        Plan plan = await _project.Use("- countdown: { from: 64 }").PlanAsync();
        string problems = await _project.Use("- countdown: { from: 65 }").ProblemsAsync();

        Assert.Equal(["lift-off"], plan.Ids());
        Assert.Contains("more than 64 levels deep: countdown -> countdown -> countdown -> countdown -> … -> countdown", problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mirror", "mirror -> mirror")]
    [InlineData("ping", "ping -> pong -> ping")]
    [InlineData("grow", "more than 64 levels deep: grow -> grow")]
    public async Task What_doesnt_end_is_an_error_with_the_chain(string stanza, string chain)
    {
        _project.Use($"- {stanza}: {{}}");

        string problems = await _project.ProblemsAsync();

        Assert.Contains(chain, problems, StringComparison.Ordinal);
        Assert.Contains("workflow.yaml:", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_stanza_below_two_others_is_expanded_once()
    {
        _project.Use("- diamond: {}");

        ExpansionResult cold = await _project.ExpandAsync();
        ExpansionResult warm = await _project.ExpandAsync();

        Assert.Equal(["left", "right"], cold.Plan!.Ids());
        Assert.Equal(1, cold.PluginHostStarts);
        Assert.True(warm.IsHit());
        Assert.Equal(cold.Plan, warm.Plan);
    }

    [Fact]
    public async Task What_doubles_on_each_level_is_stopped_by_its_number()
    {
        _project.Use("- split: {}").Limits = new ExpansionLimits(Stanzas: 100);

        string problems = await _project.ProblemsAsync();

        Assert.Contains("KE324: `split` stands for more than 100 stanzas", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_stanzas_are_allowed_and_one_more_is_not()
    {
        ExpansionResult enough = await _project.Use("- burst: { count: 10000 }").ExpandAsync();
        string problems = await _project.Use("- burst: { count: 10001 }").ProblemsAsync();

        Assert.Equal(10_000, enough.Plan!.Targets.Count);
        Assert.Contains("KE324: `burst` stands for more than 10000 stanzas", problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ items: [{ kind: burst, fields: { count: 100, length: 90000 } }, { kind: burst, fields: { count: 100, length: 90001 } }] }", "KE325")]
    [InlineData("{ items: [{ kind: burst, fields: { count: 200, length: 90000 } }] }", "KE333")]
    public async Task More_than_sixteen_mebibytes_are_refused_in_one_piece_and_in_several(string fields, string code)
    {
        _project.Use($"- emit: {fields}");

        string problems = await _project.ProblemsAsync();

        Assert.Contains(code, problems, StringComparison.Ordinal);
        Assert.Contains("more than 16 MiB", problems, StringComparison.Ordinal);
    }
}
