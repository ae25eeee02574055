using Ketrew.Expander.Printing;
using Ketrew.Expander.Reading;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>A stanza that a plugin made, printed, so that a mistake in it has a line to point at.</summary>
internal sealed class EmittedText
{
    private const int MostNotes = 8;

    private readonly string? _source;
    private readonly ValueList<DiagnosticNote> _notes;

    private EmittedText(StanzaNode stanza, string? source, ValueList<DiagnosticNote> notes) => (Stanza, _source, _notes) = (stanza, source, notes);

    /// <summary>The same stanza, its nodes placed in the printed text.</summary>
    public StanzaNode Stanza { get; }

    /// <summary>Prints an emitted stanza. One that a template made has places already.</summary>
    public static EmittedText Print(PlacedStanza placed)
    {
        if (placed.Stanza.KindSpan is not null)
        {
            return new EmittedText(placed.Stanza, null, Notes(placed.Provenance));
        }

        string source = YamlPrinter.Print(placed.Stanza);
        ReadResult read = YamlReader.Read(source, $"emitted by {placed.Provenance.PluginLine}");

        // Nothing else than a nesting too deep to be read leads to the second case; then there is no line to show.
        StanzaNode stanza = read.Root is MappingNode { Fields: [var field], Span: var span }
            ? new StanzaNode(field.Name, field.NameSpan, field.Value, span)
            : placed.Stanza;
        return new EmittedText(stanza, source, Notes(placed.Provenance));
    }

    /// <summary>Where an emitted stanza comes from, the nearest first.</summary>
    /// <param name="provenance">Of the stanza.</param>
    public static ValueList<DiagnosticNote> Notes(Provenance provenance)
    {
        List<DiagnosticNote> notes = [];
        for (Provenance current = provenance; current.Parent is { } parent; current = parent)
        {
            notes.Add(parent.PluginLine is null
                ? new DiagnosticNote($"expanded from this `{parent.Stanza}`", current.OriginSpan ?? parent.Span)
                : new DiagnosticNote($"expanded from `{parent.Stanza}`, emitted by {parent.PluginLine}", null));
            if (current.PluginSpan is { } declaration && parent.Parent is null)
            {
                notes.Add(new DiagnosticNote(current.Plugin == PluginDeclaration.NameOfDefine(parent.Stanza) ? $"`{parent.Stanza}` is defined here" : $"the plugin `{current.Plugin}` is declared here", declaration));
            }
        }

        // Of a recursion both ends tell enough.
        return notes.Count <= MostNotes ? [.. notes] : [.. notes[..3], new DiagnosticNote($"… and {notes.Count - MostNotes + 1} stanzas between", null), .. notes[^(MostNotes - 4)..]];
    }

    /// <summary>Adds the printed text and the stanza's origin to a problem found in it.</summary>
    public Diagnostic Dress(Diagnostic diagnostic) => diagnostic with { Source = _source, Notes = [.. diagnostic.Notes, .. _notes] };
}
