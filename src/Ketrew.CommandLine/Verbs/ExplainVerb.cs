using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk.Planning;

namespace Ketrew.CommandLine.Verbs;

/// <summary><c>ketrew explain</c>: why a target exists, and why it would or would not run.</summary>
internal sealed class ExplainVerb : Verb
{
    private readonly Argument<string[]> _targets = new("TARGETS") { Description = "Names, patterns, tags or outputs", Arity = ArgumentArity.OneOrMore };

    public ExplainVerb(Session session)
        : base("explain", "Say why a target exists, and why it would or would not run", session)
    {
        Add(_targets);
        AddWorkflowOptions();
    }

    public override IReadOnlyList<(string Command, string Meaning)> Examples { get; } =
    [
        ("ketrew explain report", "from the plugin's line up to the `plugins:` entry, then its state"),
        ("ketrew explain out/report.html", "the target that writes a file"),
    ];

    protected override async Task<int> RunAsync(ParseResult parsed)
    {
        if (await LoadAsync(parsed) is not { } workflow
            || workflow.Select(Session, parsed.GetValue(_targets) ?? []) is not { } selection)
        {
            return ExitCode.BadInput;
        }

        using StateStore store = workflow.Location.OpenStateToRead();
        Inspection inspection = Inspection.Of(selection, store, TimeProvider.System);
        foreach (int target in selection.Roots)
        {
            Print(inspection, target);
        }

        return ExitCode.Done;
    }

    private void Print(Inspection inspection, int index)
    {
        TargetGraph graph = inspection.Selection.Graph;
        Target target = graph[index];
        Terminal.Print(target.Description.Length == 0 ? $"{target.Id}" : $"{target.Id}: {target.Description}");
        foreach (string link in target.Provenance is { } provenance ? ProvenanceText.Chain(provenance) : [])
        {
            Terminal.Print($"  {link}");
        }

        PrintAll("needs", [.. graph.Needs(index).ToArray().Select(need => graph[need].Id.Value)]);
        PrintAll("reads", [.. target.Inputs.Select(path => path.Value)]);
        PrintAll("writes", [.. target.Outputs.Select(path => path.Value)]);
        if (target.DoneWhen is { } condition)
        {
            Terminal.Print($"  done when {ConditionText.Of(condition)}");
        }

        if (graph.Twin(index) is { } twin)
        {
            Terminal.Print($"  one with {graph[twin].Id}: both are done when {ConditionText.Of(graph[twin].DoneWhen ?? new Condition.Never())}");
        }

        Terminal.Print(inspection.OutlookOf(index) switch
        {
            Outlook.UpToDate when target.DoneWhen is not null => "  already done: its condition holds",
            Outlook.NotNeeded => "  not needed: nothing that is to be done asks for it",
            Outlook.UpToDate => "  up to date: nothing it depends on differs from its last success",
            Outlook.WouldRun => "  would run:",
            _ => "  may run:",
        });
        foreach (StaleReason reason in inspection.Reasons(index))
        {
            Terminal.Print($"    {reason}");
        }
    }

    private void PrintAll(string label, string[] items)
    {
        const int limit = 10;
        if (items.Length > 0)
        {
            string more = items.Length > limit ? $" … and {items.Length - limit} more" : "";
            Terminal.Print($"  {label} {string.Join(", ", items.Take(limit))}{more}");
        }
    }
}
