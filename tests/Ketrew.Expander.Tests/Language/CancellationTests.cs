using Ketrew.Expander.Globbing;
using Ketrew.Expander.Language.Loading;
using Ketrew.Expander.Language.Lowering;

namespace Ketrew.Expander.Tests.Language;

public sealed class CancellationTests
{
    [Fact]
    public void A_request_to_end_is_heard_between_two_targets()
    {
        using CancellationTokenSource request = new();
        LoadedWorkflow workflow = new WorkflowFiles(new() { ["workflow.yaml"] = "ketrew: 1\nstanzas:\n  - target: { name: a, inputs: [\"*.a\"] }\n  - target: { name: b, inputs: [\"*.b\"] }\n" }).Load();
        List<string> asked = [];
        LoweringContext context = new()
        {
            Scopes = workflow.Scopes,
            Backends = [],
            IsWhole = true,
            Glob = pattern =>
            {
                asked.Add($"{pattern}");
                request.Cancel();
                return [];
            },
        };

        Assert.Throws<OperationCanceledException>(() => PlanLowering.Lower(workflow.Stanzas, context, request.Token));

        Assert.Single(asked);
    }

    [Fact]
    public void A_request_that_came_before_ends_it_at_once()
    {
        LoadedWorkflow workflow = new WorkflowFiles(new() { ["workflow.yaml"] = "ketrew: 1\nstanzas: [{ target: { name: a } }]\n" }).Load();

        Assert.Throws<OperationCanceledException>(() => PlanLowering.Lower(workflow.Stanzas, WorkflowFiles.ContextOf(workflow, new GlobWalker(_ => [])), new CancellationToken(canceled: true)));
    }
}
