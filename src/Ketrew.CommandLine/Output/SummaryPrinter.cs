using System.Globalization;
using System.Text;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.CommandLine.Output;

/// <summary>The end of a run for people: root causes first, then one line that says it all, then the links.</summary>
/// <param name="terminal">Where it goes.</param>
/// <param name="workflow">What was run.</param>
internal sealed class SummaryPrinter(Terminal terminal, Workflow workflow)
{
    private const int BlockedLimit = 5;

    /// <summary>Prints how a run went.</summary>
    /// <param name="summary">How.</param>
    /// <param name="selection">What was asked for.</param>
    public void Print(RunSummary summary, Selection selection)
    {
        foreach (RunFailure failure in summary.Failures)
        {
            PrintFailure(failure);
        }

        if (summary.IsEverythingUpToDate)
        {
            terminal.Write(UpToDate(summary.Counts.UpToDate + summary.Counts.AlreadyDone, selection));
            return;
        }

        terminal.Print(Line(summary));
        if (summary.Counts.Detached > 0)
        {
            terminal.PrintNote("`ketrew run` picks up what is still running; `ketrew kill --all` ends it");
        }

        if (summary.IsSuccess)
        {
            terminal.Write(Links(selection));
        }
    }

    /// <summary>What is said when nothing had to run.</summary>
    /// <param name="count">How many targets are up to date.</param>
    /// <param name="selection">What was asked for.</param>
    public string UpToDate(int count, Selection selection) => $"up to date ({StateText.Count(count, "target")})\n{Links(selection)}";

    private static string Line(RunSummary summary)
    {
        RunCounts counts = summary.Counts;
        string verdict = summary.IsSuccess ? "done" : summary.IsStopped ? "stopped" : "failed";
        return $"{verdict}: {RunText.Counts(counts)} in {StateText.Describe(summary.Duration)}";
    }

    private void PrintFailure(RunFailure failure)
    {
        terminal.PrintNote($"{terminal.Paint(Tone.Bad, "failed")} {terminal.Paint(Tone.Strong, failure.Target.Value)} {StateText.Describe(failure.State)}");
        foreach (string line in failure.LastLines)
        {
            terminal.PrintNote($"  {terminal.Paint(Tone.Quiet, "│")} {line}");
        }

        if (workflow.Graph.TryFind(failure.Target, out int index) && workflow.Graph[index].Provenance is { } provenance)
        {
            terminal.PrintNote($"  from {ProvenanceText.InOneLine(provenance)}");
        }

        if (!failure.Blocked.IsEmpty)
        {
            string names = string.Join(", ", failure.Blocked.Take(BlockedLimit));
            string more = failure.Blocked.Count > BlockedLimit ? ", …" : "";
            terminal.PrintNote($"  {StateText.Count(failure.Blocked.Count, "target")} could not run because of it: {names}{more}");
        }

        if (failure.LogPath is not null)
        {
            terminal.PrintNote($"  ketrew logs {Shell.Quote(failure.Target.Value)}");
        }

        terminal.PrintNote("");
    }

    // `metadata: { link: … }` is how a target says what a person wants to open when it is done: a URL, or a path from its directory.
    private string Links(Selection selection) => workflow.Links ?? LinksOf(selection);

    private string LinksOf(Selection selection)
    {
        StringBuilder lines = new();
        foreach (int root in selection.Roots)
        {
            Target target = workflow.Graph[root];
            foreach (NamedValue link in target.Metadata.Where(entry => entry.Name == "link"))
            {
                Uri uri = Uri.TryCreate(link.Value, UriKind.Absolute, out Uri? given) && !given.IsFile
                    ? given
                    : new Uri(Path.GetFullPath(Path.Combine(workflow.Location.Root, target.Directory.Value, link.Value)));
                lines.Append(CultureInfo.InvariantCulture, $"{target.Id}: {uri.AbsoluteUri}\n");
            }
        }

        return lines.ToString();
    }
}
