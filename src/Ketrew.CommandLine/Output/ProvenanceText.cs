using System.Globalization;
using System.Text;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.CommandLine.Output;

/// <summary>Why a target exists, for people.</summary>
internal static class ProvenanceText
{
    /// <summary>The written stanza, at the field that it comes from, and the plugin line: <c>`word-count` at workflow.yaml:8:5, emitted at WordCountStanza.cs:20</c>.</summary>
    public static string InOneLine(Provenance provenance)
    {
        Provenance root = provenance;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return $"`{root.Stanza}`{(provenance.WrittenSpan is { } span ? $" at {span}" : "")}{(provenance.PluginLine is { } line ? $", emitted at {line}" : "")}";
    }

    /// <summary>How it came into being: <c>`target` emitted at WordCountStanza.cs:20</c>, or where it was written.</summary>
    public static string Birth(Provenance link) => link.PluginLine is { } line
        ? $"`{link.Stanza}` emitted at {line}"
        : $"`{link.Stanza}` written at {link.Span}";

    /// <summary>The part of the stanza above that it was emitted for: <c>for the field `texts[0]` at workflow.yaml:9:14</c>; null when that is the whole.</summary>
    public static string? Field(Provenance link) => link.Origin == FieldPath.Stanza
        ? null
        : $"for the field `{NameOf(link.Origin)}`{(link.OriginSpan is { } span ? $" at {span}" : "")}";

    /// <summary>Who expanded the stanza above into it: <c>expanded by plugin `stanzas/WordCount`, declared at workflow.yaml:6:5</c>; null when the stanza above has the same plugin, or nobody declares it.</summary>
    public static string? Plugin(Provenance link) => link.PluginSpan is { } span && (link.Parent?.Plugin, link.Parent?.PluginSpan) != (link.Plugin, link.PluginSpan)
        ? $"expanded by plugin `{link.Plugin}`, declared at {span}"
        : null;

    // As a person would name it in code: `texts[0]`, `limits.memory`.
    private static string NameOf(FieldPath path) => path.Components.Aggregate(new StringBuilder(), (text, component) =>
        int.TryParse(component, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? text.Append('[').Append(component).Append(']')
        : text.Length == 0 ? text.Append(component)
        : text.Append('.').Append(component)).ToString();
}
