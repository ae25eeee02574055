using System.Text;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Globbing;
using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Loading;
using Ketrew.Expander.Language.Lowering;
using Ketrew.Expander.Reading;
using Ketrew.Sdk.Diagnostics;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Language;

/// <summary>A folder of <c>testdata/errors</c>: a mistaken workflow and what is said about it.</summary>
internal static class ErrorCase
{
    public static string Root { get; } = Path.Combine(Repository.Root, "testdata", "errors");

    public static IEnumerable<string> Names => Directory.GetDirectories(Root).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    public static string Render(string name)
    {
        string root = Path.Combine(Root, name);
        return new DiagnosticRenderer(file => Read(root, file) is { } content ? Encoding.UTF8.GetString(content) : null).Render(Check(root));
    }

    private static IEnumerable<Diagnostic> Check(string root)
    {
        DirectoryLister lister = new(root);
        GlobWalker walker = new(lister.List);
        LoadedWorkflow workflow = new WorkflowLoader(path => Read(root, path.Value), lister.List, path => path.Value, new DocumentReader(null, CancellationToken.None)).Load("workflow.yaml");
        LoweringResult lowered = PlanLowering.Lower(workflow.Stanzas.SelectMany(placed => Expand(placed, root)), WorkflowFiles.ContextOf(workflow, walker), CancellationToken.None);
        return [.. workflow.Diagnostics, .. lowered.Diagnostics];
    }

    // Where a case has a file `emitted.yaml`, a plugin makes its stanzas of every `word-count`.
    private static IEnumerable<PlacedStanza> Expand(PlacedStanza placed, string root) =>
        placed.Stanza.Kind == "word-count" && Read(root, "emitted.yaml") is { } emitted
            ? EmittedStanzas.EmittedBy(placed, YamlReader.Read(emitted, "emitted.yaml").Root!)
            : [placed];

    private static byte[]? Read(string root, string file) =>
        Path.Combine(root, file) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null;
}
