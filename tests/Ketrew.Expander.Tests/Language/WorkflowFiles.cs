using System.Text;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Globbing;
using Ketrew.Expander.Language.Loading;
using Ketrew.Expander.Language.Lowering;
using Ketrew.Expander.Reading;
using Ketrew.Expander.Tests.Globbing;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Tests.Language;

/// <summary>A project in memory: workflow files with their text, and empty files.</summary>
internal sealed class WorkflowFiles(Dictionary<string, string> texts, params string[] emptyFiles)
{
    private readonly FileTree _tree = new(texts.Keys.Concat(emptyFiles));

    public LoadedWorkflow Load(string file = "workflow.yaml") => new WorkflowLoader(
        path => texts.TryGetValue(path.Value, out string? text) ? Encoding.UTF8.GetBytes(text) : null, _tree.List, path => path.Value, new DocumentReader(null, CancellationToken.None)).Load(file);

    public Plan Lower(string file = "workflow.yaml")
    {
        LoadedWorkflow workflow = Load(file);
        LoweringResult result = PlanLowering.Lower(workflow.Stanzas, ContextOf(workflow, new GlobWalker(_tree.List)), CancellationToken.None);
        Assert.Equal("", new DiagnosticRenderer(_ => null).Render([.. workflow.Diagnostics, .. result.Diagnostics]));
        return result.Plan;
    }

    /// <summary>What stanzas of a workflow depend on, when nothing of it is missing.</summary>
    public static LoweringContext ContextOf(LoadedWorkflow workflow, GlobWalker walker) =>
        new() { Scopes = workflow.Scopes, Backends = ["local", "daemonize"], Glob = walker.Walk, IsWhole = true };

    public static Plan Lower(string stanzas, params string[] emptyFiles) =>
        new WorkflowFiles(new() { ["workflow.yaml"] = $"ketrew: 1\nstanzas:\n{stanzas}" }, emptyFiles).Lower();
}
