using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Language.Lowering;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Language.Vanilla;

/// <summary><c>subdirectory: {path, stanzas}</c>: stanzas as if they stood in a workflow file of that directory.</summary>
internal static class SubdirectoryStanza
{
    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("`subdirectory`")
        .Field("path", PathDecoders.Path, "The directory: this one, or one below.", (draft, path) => draft.Path = path)
        .Field("stanzas", StanzaList.Decoder, "Stanzas as if they stood in a workflow file of that directory.", (draft, stanzas) => draft.Stanzas = stanzas.Value)
        .Require("path", "write `path: name-of-the-directory`");

    /// <summary>What may be written.</summary>
    public static FieldType Type => _schema.Type;

    /// <summary>The stanzas inside, placed; of an emitted stanza they have its provenance. Nested ones are not unfolded.</summary>
    /// <param name="placed">A <c>subdirectory</c>.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public static IEnumerable<PlacedStanza> Unfold(PlacedStanza placed, List<Diagnostic> diagnostics)
    {
        PlacedDecoding.Decode(placed, Decode, diagnostics, out Draft draft);
        return draft.Path is not { } path ? [] : draft.Stanzas.Select(stanza => placed with
        {
            Stanza = stanza,
            Directory = path.Value,
            Provenance = placed.Provenance with { Stanza = stanza.Kind, Span = stanza.Span },
        });
    }

    private static bool Decode(StanzaNode stanza, Draft draft, DecodeContext context) =>
        _schema.Decode(stanza.Fields, draft, context, stanza.KindSpan)
        && (draft.Path!.Value.Value.IsAtOrBelow(context.Directory)
            || context.Report(Problem.BadPath(draft.Path.Value.Node, $"`{draft.Path.Value.Value}` is not below this directory")));

    private sealed class Draft
    {
        public Located<ProjectPath>? Path;
        public ValueList<StanzaNode> Stanzas;
    }
}
