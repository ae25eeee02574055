using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Pools as a file declares them, and as a target takes of them; both in ordinal order of names.</summary>
internal static class PoolDecoders
{
    // Sums of two of them are still numbers.
    private const int Most = 1_000_000_000;

    private static readonly Decoder<ValueList<Located<string>>> _names = Decoders.ListOf(Decoders.SomeText("write the name of a pool"));
    private static readonly Decoder<(FieldNode Field, int Value)[]> _counts = Decoders.MapOf("pools with numbers", Decoders.WholeNumber("what is taken of a pool", 1, Most));
    private static readonly Decoder<(FieldNode Field, int Value)[]> _capacities =
        Decoders.MapOf("pools with their capacities", Decoders.WholeNumber("the capacity of a pool", 1, Most));

    /// <summary>What a file declares: <c>{license: 4}</c>.</summary>
    public static Decoder<ValueList<Located<PoolLimit>>> Limits { get; } =
        new(ReadLimits, new FieldType.Nullable(((FieldType.Map)_capacities.Type) with { Name = (FieldType.Text)NameDecoders.Pool.Type }));

    /// <summary>What a target takes: <c>license</c>, <c>[license, network]</c> or <c>{license: 2}</c>.</summary>
    public static Decoder<ValueList<Located<PoolUse>>> Uses { get; } = new(ReadUses, ((FieldType.Shapes)_names.Type) with { Mapping = _counts.Type });

    private static bool ReadLimits(Node node, DecodeContext context, out ValueList<Located<PoolLimit>> value)
    {
        value = [];
        if (node is ScalarNode { Kind: ScalarKind.Null })
        {
            return true;
        }

        int problems = context.ProblemCount;
        (FieldNode Field, int Value)[] items = _capacities.Decode(node, context, out (FieldNode, int)[]? read) ? read : [];
        foreach (FieldNode field in (node as MappingNode)?.Fields ?? [])
        {
            NameDecoders.Pool.Decode(NameOf(field), context, out _);
        }

        value = items.Select(item => new Located<PoolLimit>(new PoolLimit(item.Field.Name, item.Value), NameOf(item.Field)))
            .OrderBy(pool => pool.Value.Name, StringComparer.Ordinal).ToValueList();
        return context.ProblemCount == problems;
    }

    private static bool ReadUses(Node node, DecodeContext context, out ValueList<Located<PoolUse>> value)
    {
        bool isGood = node is MappingNode ? Counted(node, context, out value) : Named(node, context, out value);
        foreach (Located<PoolUse> twice in value.GroupBy(use => use.Value.Pool).SelectMany(group => group.Skip(1)))
        {
            isGood = context.Report(Problem.PoolNamedTwice(twice.Span, twice.Value.Pool));
        }

        value = value.OrderBy(use => use.Value.Pool, StringComparer.Ordinal).ToValueList();
        return isGood;
    }

    private static bool Counted(Node node, DecodeContext context, out ValueList<Located<PoolUse>> value)
    {
        bool isGood = _counts.Decode(node, context, out (FieldNode Field, int Value)[]? items);
        value = (items ?? []).Select(item => new Located<PoolUse>(new PoolUse(item.Field.Name, item.Value), NameOf(item.Field))).ToValueList();
        return isGood;
    }

    private static bool Named(Node node, DecodeContext context, out ValueList<Located<PoolUse>> value)
    {
        bool isGood = _names.Decode(node, context, out ValueList<Located<string>> names);
        value = names.Select(name => new Located<PoolUse>(new PoolUse(name.Value), name.Node)).ToValueList();
        return isGood;
    }

    private static ScalarNode NameOf(FieldNode field) => new(field.Name, ScalarKind.Text, field.NameSpan);
}
