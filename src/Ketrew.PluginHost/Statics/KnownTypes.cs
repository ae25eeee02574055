using System.Collections.Frozen;

namespace Ketrew.PluginHost.Statics;

/// <summary>Types of the framework and the SDK whose values never change. A type that isn't listed is taken to be mutable.</summary>
internal static class KnownTypes
{
    public const string Regex = "System.Text.RegularExpressions.Regex";

    private static readonly FrozenSet<string> _immutable = FrozenSet.ToFrozenSet(
        [
            "System.DateOnly", "System.DateTime", "System.DateTimeKind", "System.DateTimeOffset", "System.DayOfWeek", "System.Decimal",
            "System.Guid", "System.Half", "System.Index", "System.Int128", "System.Numerics.BigInteger", "System.Range", "System.StringComparer",
            "System.StringComparison", "System.StringSplitOptions", "System.Text.CompositeFormat", "System.Text.Rune", Regex,
            "System.Text.RegularExpressions.RegexOptions", "System.TimeOnly", "System.TimeSpan", "System.Type", "System.UInt128", "System.Uri",
            "System.Version",
            "Ketrew.Sdk.GlobPattern", "Ketrew.Sdk.ProjectPath", "Ketrew.Sdk.Observations.EntryKind", "Ketrew.Sdk.Observations.PlatformFacet",
            "Ketrew.Sdk.Syntax.FieldPath", "Ketrew.Sdk.Syntax.MappingNode", "Ketrew.Sdk.Syntax.Node", "Ketrew.Sdk.Syntax.ScalarNode",
            "Ketrew.Sdk.Syntax.SequenceNode",
        ],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> _immutableOfArguments = FrozenSet.ToFrozenSet(
        [
            "System.Buffers.SearchValues`1", "System.Collections.Frozen.FrozenDictionary`2", "System.Collections.Frozen.FrozenSet`1",
            "System.Collections.Generic.KeyValuePair`2", "System.Collections.Immutable.ImmutableArray`1",
            "System.Collections.Immutable.ImmutableDictionary`2", "System.Collections.Immutable.ImmutableHashSet`1",
            "System.Collections.Immutable.ImmutableList`1", "System.Collections.Immutable.ImmutableQueue`1",
            "System.Collections.Immutable.ImmutableSortedDictionary`2", "System.Collections.Immutable.ImmutableSortedSet`1",
            "System.Collections.Immutable.ImmutableStack`1", "System.Nullable`1", "System.Tuple`1", "System.Tuple`2", "System.Tuple`3",
            "System.Tuple`4", "System.ValueTuple`1", "System.ValueTuple`2", "System.ValueTuple`3", "System.ValueTuple`4", "System.ValueTuple`5",
            "Ketrew.Sdk.Syntax.Located`1", "Ketrew.Sdk.ValueList`1",
        ],
        StringComparer.Ordinal);

    public static Mutability MutabilityOf(string fullName) =>
        _immutable.Contains(fullName) ? Mutability.Never
        : _immutableOfArguments.Contains(fullName) ? Mutability.OfArguments
        : Mutability.Possible;
}
