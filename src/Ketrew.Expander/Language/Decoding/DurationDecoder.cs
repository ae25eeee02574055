using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Durations as a person writes them: numbers with a unit, the greatest first.</summary>
internal static class DurationDecoder
{
    /// <summary>Reads <c>90s</c>, <c>2h30m</c>, <c>500ms</c>, <c>1d</c>.</summary>
    public static Decoder<TimeSpan> Decoder { get; } = new(Read, new FieldType.Duration());

    private static bool Read(Node node, DecodeContext context, out TimeSpan value)
    {
        value = default;
        if (node is not ScalarNode { Kind: not (ScalarKind.Null or ScalarKind.Boolean) } scalar)
        {
            return context.Report(Problem.WrongType(node, "a duration", "write it as `90s`, `2h30m` or `500ms`"));
        }

        return DurationText.TryParse(scalar.Text, out value) || context.Report(Problem.BadDuration(node, scalar.Text));
    }
}
