using FsCheck;
using FsCheck.Fluent;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Tests;

/// <summary>Random values for properties.</summary>
internal static class Samples
{
    private static readonly string[] _pieces =
    [
        "yes", "no", "null", "~", "true", "1", "1.0", "-", "--", "---", "...", "?", ":", ": ", " :", "#", " #", "&a", "*a", "!t", "|", ">", "'", "\"", "%",
        "@", "`", "{", "}", "[", "]", ",", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\\", "\\n", "0x1f", "0o7", "1e3", ".inf", ".nan", "<<", "=", "a", "b c",
        "word", "é", "日本", "😀", "\u0085", "\u2028", "\uFEFF", "\u0001", "\u007f", "\0", "key: value", "- item", "x:", "-x",
    ];

    public static Gen<string> Text { get; } =
        Gen.Choose(0, 5).SelectMany(count => Gen.Elements(_pieces).ArrayOf(count)).Select(string.Concat);

    public static Arbitrary<Node> Nodes { get; } = Gen.Sized(size => NodeOf(Math.Min(4, size / 8))).ToArbitrary();

    private static Gen<Node> Scalar { get; } = Gen.OneOf(
        Text.Select(Node (text) => new ScalarNode(text, ScalarKind.Text)),
        Gen.Elements<Node>(
            new ScalarNode("null", ScalarKind.Null),
            new ScalarNode("~", ScalarKind.Null),
            new ScalarNode("true", ScalarKind.Boolean),
            new ScalarNode("-12", ScalarKind.Integer),
            new ScalarNode("0x1F", ScalarKind.Integer),
            new ScalarNode("1.50", ScalarKind.Float),
            new ScalarNode("-.inf", ScalarKind.Float)));

    private static Gen<Node> NodeOf(int depth) => depth == 0 ? Scalar : Gen.OneOf(
        Scalar,
        Gen.Choose(0, 4).SelectMany(count => NodeOf(depth - 1).ArrayOf(count)).Select(Node (items) => new SequenceNode([.. items])),
        Gen.Choose(0, 4).SelectMany(count => Field(depth - 1).ArrayOf(count)).Select(Node (fields) => new MappingNode([.. fields.DistinctBy(field => field.Name)])));

    private static Gen<FieldNode> Field(int depth) =>
        Text.SelectMany(name => NodeOf(depth).Select(value => new FieldNode(name, value)));
}
