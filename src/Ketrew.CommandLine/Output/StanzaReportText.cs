using System.Diagnostics;
using System.Text.Json;
using Ketrew.Expander.Expansion;

namespace Ketrew.CommandLine.Output;

/// <summary>How a custom stanza was expanded, in the words that people and programs read.</summary>
internal static class StanzaReportText
{
    /// <summary>One word: <c>hit</c>, <c>miss</c> or <c>late</c>; also the value in JSON.</summary>
    public static string Result(StanzaReport report) => report.Reason switch
    {
        null => "hit",
        MissReason.Late => "late",
        _ => "miss",
    };

    /// <summary>Why the plugin was asked, a few lines; none for a hit.</summary>
    public static IEnumerable<string> Explain(MissReason? reason) => reason switch
    {
        null => [],
        MissReason.AnswerChanged changed => [$"the answer to `{changed.Question}`, asked at {changed.PluginLine}, changed:", .. changed.Differences.Select(difference => $"  {difference}")],
        MissReason.PluginChanged changed => [$"the plugin `{changed.Plugin}` changed, or its `args` or `allow`"],
        MissReason.Late late => [$"waits for the answer to `{late.Question}`, asked at {late.PluginLine}: that target isn't up to date"],
        MissReason.NewFields => ["never expanded with these fields"],
        _ => throw new UnreachableException(),
    };

    /// <summary>A report as the properties of a JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, StanzaReport report)
    {
        writer.WriteString("stanza", report.Stanza);
        JsonPlace.Write(writer, "at", report.Span);
        writer.WriteNumber("depth", report.Depth);
        WriteExpansion(writer, report);
    }

    /// <summary>The part of it that says how it went, and what was asked.</summary>
    public static void WriteExpansion(Utf8JsonWriter writer, StanzaReport report)
    {
        writer.WriteString("result", Result(report));
        WriteReason(writer, report.Reason);
        writer.WriteStartArray("questions");
        foreach (AnsweredQuestion asked in report.Questions)
        {
            writer.WriteStartObject();
            Write(writer, asked);
            writer.WriteString("answer", asked.Answer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteReason(Utf8JsonWriter writer, MissReason? reason)
    {
        switch (reason)
        {
            case MissReason.NewFields:
                writer.WriteString("reason", "new-fields");
                break;
            case MissReason.PluginChanged changed:
                writer.WriteString("reason", "plugin-changed");
                writer.WriteString("plugin", changed.Plugin);
                break;
            case MissReason.Late late:
                writer.WriteString("reason", "waits-for-output");
                writer.WriteStartObject("waitsFor");
                writer.WriteString("question", late.Question);
                writer.WriteString("pluginLine", late.PluginLine);
                writer.WriteEndObject();
                break;
            case MissReason.AnswerChanged changed:
                writer.WriteString("reason", "answer-changed");
                writer.WriteStartObject("changed");
                Write(writer, changed.Asked);
                writer.WriteString("old", changed.Asked.Answer);
                writer.WriteString("new", changed.Now);
                JsonLine.WriteList(writer, "differences", changed.Differences);
                writer.WriteEndObject();
                break;
            default:
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, AnsweredQuestion asked)
    {
        writer.WriteString("kind", asked.Kind);
        writer.WriteString("question", asked.Question);
        writer.WriteString("pluginLine", asked.PluginLine);
    }
}
