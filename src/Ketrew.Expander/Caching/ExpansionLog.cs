using System.Text;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Language;
using Ketrew.Expander.Printing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Caching;

/// <summary>What an expansion asked, emitted and reported, as text for people.</summary>
internal static class ExpansionLog
{
    /// <summary>One line per question and problem, and the YAML of each stanza; no line end at the end.</summary>
    /// <param name="record">A finished expansion.</param>
    /// <param name="lineOf">What people are shown for a line of the plugin.</param>
    public static string Of(ExpansionRecord record, Func<string, string> lineOf)
    {
        StringBuilder text = new();
        foreach (Observation observation in record.Observations)
        {
            text.Append("asks ").Append(observation.Question).Append(AnswerOf(observation)).Append(At(observation.PluginLine, lineOf)).Append('\n');
        }

        foreach (EmittedItem item in record.Stanzas)
        {
            string place = item.Directory == "." ? "" : $" into {item.Directory}";
            text.Append("emits").Append(place).Append(At(item.PluginLine, lineOf)).Append('\n');
            text.Append(YamlPrinter.PrintItem(new StanzaNode(item.Kind, null, item.Fields, null)));
        }

        foreach (StanzaDiagnostic problem in record.Diagnostics)
        {
            string word = problem.Severity == Severity.Error ? "error" : "warning";
            text.Append(word).Append(' ').Append(problem.Code).Append(": ").Append(problem.Message).Append(At(problem.PluginLine, lineOf)).Append('\n');
        }

        return text.Length == 0 ? "emits nothing" : text.ToString(0, text.Length - 1);
    }

    // The value of a variable is kept nowhere.
    private static string AnswerOf(Observation observation) =>
        observation.Text is { } parts ? $" → {AnswerDifference.Describe(Answer.FromParts(parts))}" : "";

    private static string At(string pluginLine, Func<string, string> lineOf) => pluginLine.Length == 0 ? "" : $" (at {lineOf(pluginLine)})";
}
