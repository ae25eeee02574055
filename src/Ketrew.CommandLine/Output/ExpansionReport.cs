using System.Text;
using Ketrew.Expander;
using Ketrew.Expander.Expansion;

namespace Ketrew.CommandLine.Output;

/// <summary>Says per custom stanza whether its plugin was asked, and why.</summary>
/// <param name="terminal">Where it goes.</param>
internal sealed class ExpansionReport(Terminal terminal)
{
    /// <summary>One line per stanza, and more for those that were expanded.</summary>
    public static string TextOf(ExpansionResult expansion)
    {
        StringBuilder text = new();
        foreach (StanzaReport report in expansion.Stanzas)
        {
            Append(text, report);
        }

        int hits = expansion.Stanzas.Count(report => report.Reason is null);
        int late = expansion.Stanzas.Count(report => report.Reason is MissReason.Late);
        string waiting = late == 0 ? "" : $", {late} late";
        string host = expansion.PluginHostStarts == 0 ? "the plugin host was not started" : "the plugin host was started";
        Line(text, $"{expansion.Stanzas.Count} custom stanzas: {hits} from the cache, {expansion.Stanzas.Count - hits - late} expanded{waiting}; {host}");
        return text.ToString();
    }

    /// <summary>One JSON object per stanza, each a line.</summary>
    public static string JsonOf(ExpansionResult expansion) =>
        string.Concat(expansion.Stanzas.Select(report => $"{JsonLine.Of(writer => StanzaReportText.Write(writer, report))}\n"));

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

    private static void Append(StringBuilder text, StanzaReport report)
    {
        string indent = new(' ', report.Depth * 2);
        Line(text, $"{StanzaReportText.Result(report),-4}  {indent}{report.Stanza}  {report.Span}");
        foreach (string line in StanzaReportText.Explain(report.Reason))
        {
            Line(text, $"      {indent}{line}");
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
