using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Loading;
using Ketrew.Expander.Language.Lowering;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Tests.Language;

public sealed class ReferenceCheckTests
{
    private const string Text =
        """
        ketrew: 1
        pools: { license: 1 }
        stanzas:
          - target: { name: a, needs: x, on_success: x, on_failure: x, pools: { license: 2, unknown: 1 }, backend: cluster, run: echo }
        """;

    [Fact]
    public void Everything_that_nothing_has_is_told() =>
        Assert.Equal(["KE080", "KE080", "KE080", "KE086", "KE085", "KE088"], Codes(context => context));

    [Fact]
    public void Of_a_workflow_with_missing_parts_only_what_is_certain_is_told() =>
        Assert.Equal(["KE086"], Codes(context => context with { IsWhole = false }));

    [Fact]
    public void Backends_are_those_that_the_program_has() =>
        Assert.DoesNotContain("KE088", Codes(context => context with { Backends = ["cluster"] }));

    [Fact]
    public void A_plugin_that_takes_of_one_pool_twice_is_told()
    {
        LoadedWorkflow workflow = new WorkflowFiles(new() { ["workflow.yaml"] = "ketrew: 1\npools: { license: 4 }\nstanzas: [{ word-count: {} }]\n" }).Load();
        Node target = new TargetStanza("a") { Run = "echo", Pools = [new("license"), new("license", 2)] }.ToFields(ProjectPath.Root);
        IEnumerable<PlacedStanza> emitted = EmittedStanzas.EmittedBy(workflow.Stanzas[0], Node.List(Node.Mapping(("target", target))));

        LoweringResult result = PlanLowering.Lower(emitted, new LoweringContext { Scopes = workflow.Scopes, Backends = [], Glob = _ => [], IsWhole = true }, CancellationToken.None);

        Assert.Equal("`license` is named twice", Assert.Single(result.Diagnostics).Message);
        Assert.Empty(result.Plan.Targets);
    }

    [Fact]
    public void A_list_of_pools_may_be_there_without_any() =>
        Assert.Empty(new WorkflowFiles(new() { ["workflow.yaml"] = "ketrew: 1\npools:\nstanzas:\n" }).Lower().Pools);

    private static IEnumerable<string> Codes(Func<LoweringContext, LoweringContext> change)
    {
        LoadedWorkflow workflow = new WorkflowFiles(new() { ["workflow.yaml"] = Text }).Load();
        LoweringContext context = new() { Scopes = workflow.Scopes, Backends = ["local"], Glob = _ => [], IsWhole = true };
        return PlanLowering.Lower(workflow.Stanzas, change(context), CancellationToken.None).Diagnostics.Select(diagnostic => diagnostic.Code);
    }
}
