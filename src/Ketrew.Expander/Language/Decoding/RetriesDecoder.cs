using System.Diagnostics.CodeAnalysis;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary><c>3</c>, or <c>{count: 3, delay: 10s, factor: 2}</c>.</summary>
internal static class RetriesDecoder
{
    private static readonly Decoder<int> _count = Decoders.WholeNumber("the number of retries", 0, 1000);

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("`retries`")
        .Field("count", _count, "How many further attempts there may be.", (draft, count) => draft.Count = count.Value)
        .Field("delay", DurationDecoder.Decoder, "How long to wait before the first of them: `10s`.", (draft, delay) => draft.Delay = delay.Value, preset: "0s")
        .Field("factor", Decoders.Number("the factor", 1), "What the delay is multiplied with each time; no wait is longer than a day.", (draft, factor) => draft.Factor = factor.Value, preset: 1)
        .Require("count", "write `count: 3`");

    /// <summary>Reads a retry policy. Without a delay the next attempt begins at once; without a factor every delay is the same.</summary>
    public static Decoder<RetryPolicy> Decoder { get; } = new(Read, new FieldType.Shapes(_count.Type, null, _schema.Type));

    private static bool Read(Node node, DecodeContext context, [MaybeNullWhen(false)] out RetryPolicy value)
    {
        Draft draft = new();
        bool isGood = node is ScalarNode ? _count.Decode(node, context, out draft.Count) : _schema.Decode(node, draft, context);
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
