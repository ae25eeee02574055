using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Vanilla;

/// <summary><c>include: stanzas/tests.yaml</c>: the stanzas of another file as if they stood here; paths in them are relative to the
/// directory of this stanza.</summary>
internal static class IncludeStanza
{
    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("`include`")
        .Field("path", PathDecoders.Path, "The other file; it may hold `stanzas` and `ketrew` only.", (draft, path) => draft.Path = path.Value)
        .Require("path", "write `include: path/to/file.yaml`");

    /// <summary>What may be written.</summary>
    public static FieldType Type { get; } = new FieldType.Shapes(PathDecoders.Path.Type, null, _schema.Type);

    /// <summary>Reads the path, written alone or as a field <c>path</c>.</summary>
    public static bool Decode(StanzaNode stanza, DecodeContext context, out ProjectPath path)
    {
        if (stanza.Fields is ScalarNode { Kind: not ScalarKind.Null })
        {
            return PathDecoders.Path.Decode(stanza.Fields, context, out path);
        }

        Draft draft = new();
        bool isGood = _schema.Decode(stanza.Fields, draft, context, stanza.KindSpan);
        path = draft.Path;
        return isGood;
    }

    private sealed class Draft
    {
        public ProjectPath Path;
    }
}
