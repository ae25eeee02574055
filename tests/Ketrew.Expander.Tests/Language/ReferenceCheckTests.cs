using Ketrew.Expander.Language.Loading;
using Ketrew.Expander.Language.Lowering;

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
        Assert.Equal(["KE086", "KE088"], Codes(context => context with { IsWhole = false }));

    [Fact]
    public void Backends_are_those_that_the_program_has() =>
        Assert.DoesNotContain("KE088", Codes(context => context with { Backends = ["cluster"] }));

    private static IEnumerable<string> Codes(Func<LoweringContext, LoweringContext> change)
    {
        LoadedWorkflow workflow = new WorkflowFiles(new() { ["workflow.yaml"] = Text }).Load();
        LoweringContext context = new() { Scopes = workflow.Scopes, Backends = ["local"], Glob = _ => [], IsWhole = true };
        return PlanLowering.Lower(workflow.Stanzas, change(context)).Diagnostics.Select(diagnostic => diagnostic.Code);
    }
}
