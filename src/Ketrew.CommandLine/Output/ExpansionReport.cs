using Ketrew.Expander;
using Ketrew.Expander.Expansion;

namespace Ketrew.CommandLine.Output;

/// <summary>Says per custom stanza whether its plugin was asked, and why.</summary>
/// <param name="terminal">Where it goes.</param>
internal sealed class ExpansionReport(Terminal terminal)
{
    /// <summary>Prints one line per stanza, and more for those that were expanded.</summary>
    /// <returns><see cref="ExitCode.Done"/>.</returns>
    public int Print(ExpansionResult expansion)
    {
        foreach (StanzaReport report in expansion.Stanzas)
        {
            Print(report);
        }

        int hits = expansion.Stanzas.Count(report => report.Reason is null);
        string host = expansion.PluginHostStarts == 0 ? "the plugin host was not started" : "the plugin host was started";
        terminal.Print($"{expansion.Stanzas.Count} custom stanzas: {hits} from the cache, {expansion.Stanzas.Count - hits} expanded; {host}");
        return ExitCode.Done;
    }

    /// <summary>Notes which stanzas had to be expanded again, and why; one line each, the first few.</summary>
    public void PrintNotes(ExpansionResult expansion)
    {
        const int limit = 3;
        StanzaReport[] again = [.. expansion.Stanzas.Where(report => report.Reason is MissReason.AnswerChanged or MissReason.PluginChanged)];
        foreach (StanzaReport report in again.Take(limit))
        {
            string why = report.Reason is MissReason.AnswerChanged changed
                ? $"`{changed.Question}` has another answer: {string.Join(", ", changed.Differences)}"
                : $"the plugin `{((MissReason.PluginChanged)report.Reason!).Plugin}` changed";
            terminal.PrintNote(terminal.Paint(Tone.Quiet, $"expanded {report.Stanza} ({report.Span}) again: {why}"));
        }

        if (again.Length > limit)
        {
            terminal.PrintNote(terminal.Paint(Tone.Quiet, $"… and {StateText.Count(again.Length - limit, "other stanza")}"));
        }
    }

    private void Print(StanzaReport report)
    {
        string indent = new(' ', report.Depth * 2);
        terminal.Print($"{(report.Reason is null ? "hit " : "miss")}  {indent}{report.Stanza}  {report.Span}");
        foreach (string line in Explain(report.Reason))
        {
            terminal.Print($"      {indent}{line}");
        }
    }

    private static IEnumerable<string> Explain(MissReason? reason) => reason switch
    {
        null => [],
        MissReason.AnswerChanged changed => [$"the answer to `{changed.Question}`, asked at {changed.PluginLine}, changed:", .. changed.Differences.Select(difference => $"  {difference}")],
        MissReason.PluginChanged changed => [$"the plugin `{changed.Plugin}` changed, or its `args` or `allow`"],
        _ => ["never expanded with these fields"],
    };
}
