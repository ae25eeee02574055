using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Vanilla;

/// <summary><c>default: [a, b]</c>: what is built when nobody names a target. Several of them add up.</summary>
internal static class DefaultStanza
{
    private static readonly Decoder<ValueList<Located<TargetId>>> _ids = Decoders.ListOf(NameDecoders.Reference);

    /// <summary>What may be written.</summary>
    public static FieldType Type => _ids.Type;

    /// <summary>Reads the ids.</summary>
    public static bool Decode(Node fields, DecodeContext context, out ValueList<Located<TargetId>> ids) => _ids.Decode(fields, context, out ids);
}
