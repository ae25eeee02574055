using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary><c>{cpus: 4, memory: 8GiB, gpus: 1, time: 2h30m}</c>.</summary>
internal static class ResourcesDecoder
{
    private const int Most = 1_000_000;

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("`resources`")
        .Field("cpus", Decoders.WholeNumber("the number of processors", 1, Most), "Processors, on one machine.", (draft, cpus) => draft.Value = draft.Value with { Cpus = cpus.Value })
        .Field("memory", SizeDecoder.Decoder, "Memory of all its processes together: `8GiB`.", (draft, memory) => draft.Value = draft.Value with { MemoryBytes = memory.Value })
        .Field("gpus", Decoders.WholeNumber("the number of graphics processors", 1, Most), "Graphics processors.", (draft, gpus) => draft.Value = draft.Value with { Gpus = gpus.Value })
        .Field("time", DurationDecoder.Decoder, "How long it runs at most: `2h30m`. A scheduler ends it then.", (draft, time) => draft.Value = draft.Value with { Time = time.Value });

    /// <summary>Reads what a target asks of the machine that runs it.</summary>
    public static Decoder<ResourceRequest> Decoder { get; } = new(Read, _schema.Type);

    private static bool Read(Node node, DecodeContext context, out ResourceRequest value)
    {
        Draft draft = new();
        bool isGood = _schema.Decode(node, draft, context);
        value = draft.Value;
        return isGood;
    }

    private sealed class Draft
    {
        public ResourceRequest Value;
    }
}
