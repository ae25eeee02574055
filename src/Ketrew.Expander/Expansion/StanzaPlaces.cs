using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Lowering;
using Ketrew.Expander.Plugins.Templates;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Expansion;

/// <summary>Gives a problem that knows its place inside a stanza today's line, or, for an emitted stanza, a line of the stanza's own text.</summary>
internal static class StanzaPlaces
{
    /// <summary>A problem that a plugin, or the binding of its fields, reported.</summary>
    /// <param name="use">The stanza that was expanded.</param>
    /// <param name="reported">The problem, placed by field.</param>
    public static Diagnostic Place(StanzaUse use, StanzaDiagnostic reported)
    {
        Diagnostic diagnostic = new(reported.Code, reported.Message, null) { Severity = reported.Severity, Hint = reported.Hint };
        if (reported.Place is { } place && use.Definition?.Code.Template is { } template)
        {
            // The template is wrong, for what this stanza says.
            Provenance inside = use.ProvenanceOf(use.Placed.Stanza.Kind, reported.PluginLine, reported.At);
            return diagnostic with { Span = template.Source.SpanOf(place), Notes = EmittedText.Notes(inside) };
        }

        Diagnostic placed = Place(use, diagnostic, reported.At);
        string line = use.Definition?.Code.LineOf(reported.PluginLine) ?? reported.PluginLine;
        return line.Length == 0 ? placed : placed with { Notes = [new($"reported at {line}", null), .. placed.Notes] };
    }

    /// <summary>A problem of a stanza, with its place filled in.</summary>
    /// <param name="use">The stanza.</param>
    /// <param name="diagnostic">The problem, without a place.</param>
    /// <param name="at">A <see cref="FieldPath"/>, with a trailing <c>#</c> for the name of the field instead of its value; empty for the stanza.</param>
    public static Diagnostic Place(StanzaUse use, Diagnostic diagnostic, string at = "")
    {
        if (!use.Placed.IsEmitted)
        {
            return diagnostic with { Span = SpanOf(use.Placed.Stanza.Fields, at) ?? use.Placed.Stanza.KindSpan };
        }

        EmittedText emitted = EmittedText.Print(use.Placed);
        return emitted.Dress(diagnostic with { Span = SpanOf(emitted.Stanza.Fields, at) ?? emitted.Stanza.KindSpan });
    }

    /// <summary>A stanza that an expansion made; what a template made has the places of the template.</summary>
    /// <param name="item">As recorded.</param>
    /// <param name="template">What made it; null for code.</param>
    public static StanzaNode StanzaOf(EmittedItem item, Template? template) => template is not null && item.Places is [var kind, ..] places
        ? new StanzaNode(item.Kind, template.Source.SpanOf(kind), new PlacedNodes(places, template.Source).Place(item.Fields), template.Source.SpanOf(kind))
        : new StanzaNode(item.Kind, null, item.Fields, null);

    /// <summary>The place of a part of something written.</summary>
    /// <param name="fields">The whole.</param>
    /// <param name="at">A <see cref="FieldPath"/>, with a trailing <c>#</c> for the name of the field instead of its value.</param>
    /// <returns>Null for the whole.</returns>
    public static SourceSpan? SpanOf(Node fields, string at)
    {
        if (at.Length == 0)
        {
            return null;
        }

        bool wantsName = at[^1] == '#';
        Node? node = fields;
        SourceSpan? name = null;
        foreach (string component in new FieldPath(wantsName ? at[..^1] : at).Components)
        {
            FieldNode? field = (node as MappingNode)?.Fields.FirstOrDefault(candidate => candidate.Name == component);
            name = field?.NameSpan ?? name;
            node = node switch
            {
                MappingNode => field?.Value,
                SequenceNode sequence when int.TryParse(component, out int index) && index < sequence.Items.Count => sequence.Items[index],
                _ => node,
            };
        }

        return wantsName ? name : node?.Span ?? name;
    }
}
