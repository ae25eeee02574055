using System.Text.Json;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Planning;
using Ketrew.Expander.Expansion;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.CommandLine.Output;

/// <summary>Why a target exists, and why it would or would not run, for programs. Fields are added, never renamed.</summary>
internal static class ExplanationJson
{
    /// <summary>Writes the properties of a target's object.</summary>
    /// <param name="writer">Inside of the object.</param>
    /// <param name="inspection">What would run.</param>
    /// <param name="index">The target.</param>
    /// <param name="stanzas">How the stanzas were expanded that targets come from.</param>
    public static void Write(Utf8JsonWriter writer, Inspection inspection, int index, StanzaReports stanzas)
    {
        TargetGraph graph = inspection.Selection.Graph;
        Target target = graph[index];
        writer.WriteString("target", target.Id.Value);
        writer.WriteString("description", target.Description);
        writer.WriteStartArray("chain");
        for (Provenance? link = target.Provenance; link is not null; link = link.Parent)
        {
            writer.WriteStartObject();
            WriteLink(writer, link, stanzas.Find(link));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        JsonLine.WriteList(writer, "needs", graph.Needs(index).ToArray().Select(need => graph[need].Id.Value));
        JsonLine.WriteList(writer, "reads", target.Inputs.Select(path => path.Value));
        JsonLine.WriteList(writer, "writes", target.Outputs.Select(path => path.Value));
        writer.WriteString("outlook", NameOf(inspection.OutlookOf(index)));
        JsonLine.WriteList(writer, "reasons", inspection.Reasons(index).Select(reason => reason.ToString()));
    }

    /// <summary>Where something comes from, at the most a few properties: the written stanza, and the line that emitted it.</summary>
    public static void WriteOrigin(Utf8JsonWriter writer, string name, Provenance provenance)
    {
        Provenance written = provenance;
        while (written.Parent is { } parent)
        {
            written = parent;
        }

        writer.WriteStartObject(name);
        writer.WriteString("stanza", written.Stanza);
        JsonPlace.Write(writer, "at", provenance.WrittenSpan);
        if (provenance.PluginLine is { } line)
        {
            writer.WriteString("pluginLine", line);
        }

        writer.WriteEndObject();
    }

    private static void WriteLink(Utf8JsonWriter writer, Provenance link, StanzaReport? report)
    {
        writer.WriteString("stanza", link.Stanza);
        JsonPlace.Write(writer, "at", link.Span);
        if (link.PluginLine is { } line)
        {
            writer.WriteString("pluginLine", line);
            writer.WriteString("plugin", link.Plugin);
            JsonPlace.Write(writer, "declaredAt", link.PluginSpan);
        }

        if (link.Origin != FieldPath.Stanza)
        {
            writer.WriteString("field", link.Origin.Pointer);
            JsonPlace.Write(writer, "fieldAt", link.OriginSpan);
        }

        if (report is not null)
        {
            writer.WriteStartObject("expansion");
            StanzaReportText.WriteExpansion(writer, report);
            writer.WriteEndObject();
        }
    }

    private static string NameOf(Outlook outlook) => outlook switch
    {
        Outlook.UpToDate => "up-to-date",
        Outlook.NotNeeded => "not-needed",
        Outlook.WouldRun => "would-run",
        _ => "may-run",
    };
}
