using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using Ketrew.Sdk.Binding;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Describing;

/// <summary>Bound values as a person would write them.</summary>
internal static class ValueNodes
{
    /// <summary>Writes a value; null for what can't be written: nothing, and paths, whose meaning depends on where they stand.</summary>
    public static Node? Of(object? value) => value switch
    {
        string text => Node.String(text),
        bool flag => flag,
        int number => number,
        long number => new ScalarNode(number.ToString(CultureInfo.InvariantCulture), ScalarKind.Integer),
        double number => double.IsFinite(number) ? new ScalarNode(number.ToString("R", CultureInfo.InvariantCulture), ScalarKind.Float) : null,
        decimal number => new ScalarNode(number.ToString(CultureInfo.InvariantCulture), ScalarKind.Float),
        TimeSpan duration => duration >= TimeSpan.Zero ? Node.String(DurationText.Format(duration)) : null,
        Enum word => Enum.GetName(word.GetType(), word) is { } name ? Node.String(RecordField.NameOf(name)) : null,
        Node node => node,
        IDictionary { Count: 0 } => Node.Mapping(),
        IDictionary => null,
        IEnumerable items when !IsOpaque(items.GetType()) => OfList(items),
        _ => null,
    };

    /// <summary>True when two values are written alike.</summary>
    public static bool AreEqual(Node left, Node right) => (left, right) switch
    {
        (ScalarNode one, ScalarNode other) => one.Kind == other.Kind && one.Text == other.Text,
        (SequenceNode one, SequenceNode other) => one.Items.Count == other.Items.Count && one.Items.Zip(other.Items).All(pair => AreEqual(pair.First, pair.Second)),
        (MappingNode { Fields.IsEmpty: true }, MappingNode { Fields.IsEmpty: true }) => true,
        _ => ReferenceEquals(left, right),
    };

    // A default ImmutableArray throws when it is enumerated; the items of a pattern are paths.
    private static bool IsOpaque(Type type) => type == typeof(GlobPattern) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>));

    private static SequenceNode? OfList(IEnumerable items)
    {
        List<Node> nodes = [];
        foreach (object? item in items)
        {
            if (Of(item) is not { } node)
            {
                return null;
            }

            nodes.Add(node);
        }

        return new SequenceNode([.. nodes]);
    }
}
