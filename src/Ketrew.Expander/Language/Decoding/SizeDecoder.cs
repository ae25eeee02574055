using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Numbers of bytes, alone or with a unit.</summary>
internal static class SizeDecoder
{
    /// <summary>Reads <c>4096</c>, <c>10KiB</c>, <c>1.5GB</c>.</summary>
    public static Decoder<long> Decoder { get; } = new(Read, new FieldType.Size());

    private static bool Read(Node node, DecodeContext context, out long value)
    {
        value = 0;
        if (node is not ScalarNode { Kind: not (ScalarKind.Null or ScalarKind.Boolean) } scalar)
        {
            return context.Report(Problem.WrongType(node, "a size", "write it as `4096`, `10KiB` or `8GB`"));
        }

        return scalar.Text.StartsWith('-')
            ? context.Report(Problem.OutOfRange(node, "a size", "0 or more"))
            : SizeText.TryParse(scalar.Text, out value) || context.Report(Problem.BadSize(node, scalar.Text));
    }
}
