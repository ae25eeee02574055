using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Vanilla;

/// <summary><c>default: [a, b]</c>: what is built when nobody names a target. Several of them add up.</summary>
internal static class DefaultStanza
{
    private static readonly Decoder<ValueList<Located<TargetId>>> _ids = Decoders.ListOf<TargetId>(NameDecoders.Reference);

    /// <summary>Reads the ids.</summary>
    public static bool Decode(Node fields, DecodeContext context, out ValueList<Located<TargetId>> ids) => _ids(fields, context, out ids);
}
