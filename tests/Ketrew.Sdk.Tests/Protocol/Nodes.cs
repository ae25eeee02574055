using FsCheck;
using FsCheck.Fluent;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Tests.Protocol;

/// <summary>Any node that a workflow file can hold.</summary>
internal static class Nodes
{
    private static readonly Gen<string> _texts = Gen.Elements("", "a", "x: y", "null", "\"", "\u0000", "\n", "😀", "ü", "a/b~c");

    private static readonly Gen<Node> _scalars = Gen.OneOf(
        _texts.Select(text => (Node)new ScalarNode(text, ScalarKind.Text)),
        Gen.Constant((Node)new ScalarNode("", ScalarKind.Null)),
        Gen.Elements("true", "false").Select(text => (Node)new ScalarNode(text, ScalarKind.Boolean)),
        Gen.Elements("0", "-1", "0x1F").Select(text => (Node)new ScalarNode(text, ScalarKind.Integer)),
        Gen.Elements("1.0", ".inf", "1e3").Select(text => (Node)new ScalarNode(text, ScalarKind.Float)));

    public static Arbitrary<Node> Any { get; } = Gen.Sized(size => OfSize(Math.Min(size, 8))).ToArbitrary();

    public static bool AreEqual(Node left, Node right) => (left, right) switch
    {
        (ScalarNode one, ScalarNode two) => (one.Text, one.Kind) == (two.Text, two.Kind),
        (SequenceNode one, SequenceNode two) => one.Items.Count == two.Items.Count && one.Items.Zip(two.Items).All(pair => AreEqual(pair.First, pair.Second)),
        (MappingNode one, MappingNode two) => one.Fields.Count == two.Fields.Count
            && one.Fields.Zip(two.Fields).All(pair => pair.First.Name == pair.Second.Name && AreEqual(pair.First.Value, pair.Second.Value)),
        _ => false,
    };

    private static Gen<Node> OfSize(int size) => size == 0
        ? _scalars
        : Gen.OneOf(
            _scalars,
            OfSize(size / 2).ArrayOf(3).Select(items => (Node)new SequenceNode(items.ToValueList())),
            OfSize(size / 2).ArrayOf(3).SelectMany(values => _texts.ArrayOf(3).Select(
                names => (Node)new MappingNode(names.Zip(values, (name, value) => new FieldNode(name, value)).ToValueList()))));
}
