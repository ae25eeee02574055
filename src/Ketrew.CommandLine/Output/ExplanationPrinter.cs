using Ketrew.Engine.Checking;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Expander.Expansion;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.CommandLine.Output;

/// <summary>Why a target exists, and why it would or would not run, for people.</summary>
/// <param name="terminal">Where it goes.</param>
/// <param name="inspection">What would run.</param>
/// <param name="stanzas">How the stanzas were expanded that targets come from.</param>
internal sealed class ExplanationPrinter(Terminal terminal, Inspection inspection, StanzaReports stanzas)
{
    private const int Limit = 10;

    /// <summary>Prints all that there is to say about a target.</summary>
    /// <param name="index">The target.</param>
    public void Print(int index)
    {
        TargetGraph graph = inspection.Selection.Graph;
        Target target = graph[index];
        terminal.Print(target.Description.Length == 0 ? $"{target.Id}" : $"{target.Id}: {target.Description}");
        PrintChain(target.Provenance);
        PrintAll("needs", [.. graph.Needs(index).ToArray().Select(need => graph[need].Id.Value)]);
        PrintAll("reads", [.. target.Inputs.Select(path => path.Value)]);
        PrintAll("writes", [.. target.Outputs.Select(path => path.Value)]);
        if (target.DoneWhen is { } condition)
        {
            terminal.Print($"  done when {ConditionText.Of(condition)}");
        }

        if (graph.Twin(index) is { } twin)
        {
            terminal.Print($"  one with {graph[twin].Id}: both are done when {ConditionText.Of(graph[twin].DoneWhen ?? new Condition.Never())}");
        }

        PrintOutlook(index, target);
    }

    // From the target upward: who emitted it, for which field of which stanza, what that stanza asked, and where its plugin comes from.
    private void PrintChain(Provenance? target)
    {
        Provenance? below = null;
        for (Provenance? link = target; link is not null; below = link, link = link.Parent)
        {
            terminal.Print($"  {(below is not null && ProvenanceText.Field(below) is not null ? "of " : "")}{ProvenanceText.Birth(link)}");
            if (stanzas.Find(link) is { } report)
            {
                PrintExpansion(report);
            }

            if ((below is null ? null : ProvenanceText.Plugin(below)) is { } plugin)
            {
                terminal.Print($"  {plugin}");
            }

            if (ProvenanceText.Field(link) is { } field)
            {
                terminal.Print($"  {field}");
            }
        }
    }

    private void PrintExpansion(StanzaReport report)
    {
        ValueList<AnsweredQuestion> questions = report.Questions;
        foreach (AnsweredQuestion asked in questions.Take(Limit))
        {
            terminal.Print($"    asked {asked.Question} → {asked.Answer}{(asked.PluginLine.Length == 0 ? "" : $", at {asked.PluginLine}")}");
        }

        if (questions.Count > Limit)
        {
            terminal.Print($"    … and {StateText.Count(questions.Count - Limit, "other question")}");
        }

        if (report.Reason is null)
        {
            terminal.Print(questions.IsEmpty ? "    not expanded again: it asks nothing" : "    not expanded again: each answer is what it was");
            return;
        }

        terminal.Print("    expanded again just now:");
        foreach (string line in StanzaReportText.Explain(report.Reason))
        {
            terminal.Print($"      {line}");
        }
    }

    private void PrintOutlook(int index, Target target)
    {
        terminal.Print(inspection.OutlookOf(index) switch
        {
            Outlook.UpToDate when target.DoneWhen is not null => "  already done: its condition holds",
            Outlook.NotNeeded => "  not needed: nothing that is to be done asks for it",
            Outlook.UpToDate => "  up to date: nothing it depends on differs from its last success",
            Outlook.WouldRun => "  would run:",
            _ => "  may run:",
        });
        foreach (StaleReason reason in inspection.Reasons(index))
        {
            terminal.Print($"    {reason}");
        }
    }

    private void PrintAll(string label, string[] items)
    {
        if (items.Length > 0)
        {
            string more = items.Length > Limit ? $" … and {items.Length - Limit} more" : "";
            terminal.Print($"  {label} {string.Join(", ", items.Take(Limit))}{more}");
        }
    }
}
