using Ketrew.Expander.Promotion;
using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class PromotedFilesTests : TrickyCase
{
    private const string Stanzas = "- word-count: { texts: \"*.in\" }\n- loose: { one: echo 1 }\n- countdown: { from: 2 }";

    [Fact]
    public async Task Promotion_is_byte_for_byte_the_same_again_and_in_another_checkout()
    {
        byte[] first = await PromoteAsync(Project);
        byte[] again = await PromoteAsync(Project);
        Directory.Delete(Project[".ketrew"], recursive: true);
        byte[] cold = await PromoteAsync(Project);
        using TrickProject other = new();

        Assert.Equal(first, again);
        Assert.Equal(first, cold);
        Assert.Equal(first, await PromoteAsync(other));
    }

    [Fact]
    public async Task Writing_a_promoted_file_wakes_no_stanza()
    {
        Project.Write("a.in", "").Use("- ask: { glob: \"**/*\" }\n- subdirectory: { path: s, stanzas: [{ ask: { list: . } }] }");
        ExpansionResult before = await Project.ExpandAsync();
        PromotedTree.Apply(before.Files.Value, []);

        ExpansionResult after = await Project.ExpandAsync();

        Assert.True(after.IsHit());
        Assert.All(after.Files.Value, file => Assert.Equal(PromotionState.Current, file.Compare()));
    }

    [Fact]
    public async Task What_was_promoted_needs_no_plugin_no_host_and_no_cache()
    {
        await PromoteAsync(Project);
        ExpansionResult live = await Project.ExpandAsync();
        Directory.Delete(Project["lib"], recursive: true);
        Directory.Delete(Project[".ketrew"], recursive: true);

        ExpansionResult promoted = await Project.ExpandAsync("workflow.expanded.yaml");

        Assert.Equal(0, promoted.PluginHostStarts);
        Assert.Empty(promoted.Stanzas);
        Assert.Equal(live.Plan?.WithoutProvenance(), promoted.Plan?.WithoutProvenance());
    }

    [Fact]
    public async Task Two_stanzas_that_write_one_file_are_refused_before_anything_is_promoted()
    {
        Project.Use("- emit: { items: [{ kind: target, fields: { name: a, run: x, outputs: [o] } }, { kind: target, fields: { name: b, run: x, outputs: [o] } }] }");

        ExpansionResult result = await Project.ExpandAsync();

        Assert.Contains("KE082", Project.Render(result), StringComparison.Ordinal);
        Assert.Empty(result.Files.Value);
    }

    private static async Task<byte[]> PromoteAsync(TrickProject project)
    {
        ExpansionResult result = await project.Write("a.in", "").Write("b.in", "").Use(Stanzas).ExpandAsync();
        PromotedTree.Apply(result.Files.Value, []);
        return File.ReadAllBytes(project["workflow.expanded.yaml"]);
    }
}
