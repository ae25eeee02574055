using System.Diagnostics.CodeAnalysis;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary><c>3</c>, or <c>{count: 3, delay: 10s, factor: 2}</c>.</summary>
internal static class RetriesDecoder
{
    private static readonly Decoder<int> _count = Decoders.WholeNumber("the number of retries", 0, 1000);

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("`retries`")
        .Field<int>("count", _count, (draft, count) => draft.Count = count.Value)
        .Field<TimeSpan>("delay", DurationDecoder.Decode, (draft, delay) => draft.Delay = delay.Value)
        .Field("factor", Decoders.Number("the factor", 1), (draft, factor) => draft.Factor = factor.Value)
        .Require("count", "write `count: 3`");

    /// <summary>Reads a retry policy. Without a delay the next attempt begins at once; without a factor every delay is the same.</summary>
    public static bool Decode(Node node, DecodeContext context, [MaybeNullWhen(false)] out RetryPolicy value)
    {
        Draft draft = new();
        bool isGood = node is ScalarNode ? _count(node, context, out draft.Count) : _schema.Decode(node, draft, context);
        value = isGood ? new RetryPolicy(draft.Count, draft.Delay, draft.Factor) : null;
        return isGood;
    }

    private sealed class Draft
    {
        public int Count;
        public TimeSpan Delay;
        public double Factor = 1;
    }
}
