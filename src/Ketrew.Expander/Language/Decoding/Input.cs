using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>An item of <c>inputs</c>: a path, or a pattern whose answer depends on what exists.</summary>
/// <param name="Path">The path; the root when there is a pattern.</param>
/// <param name="Pattern">The pattern or exclusion; null for a path.</param>
internal readonly record struct Input(ProjectPath Path, string? Pattern)
{
    /// <summary>Reads one item.</summary>
    public static Decoder<Input> Decoder { get; } = new(Read, new FieldType.Glob());

    private static bool Read(Node node, DecodeContext context, out Input value)
    {
        value = default;
        if (node is ScalarNode { Kind: not ScalarKind.Null } scalar && GlobSyntax.IsPlain(scalar.Text))
        {
            bool isGood = PathDecoders.Path.Decode(node, context, out ProjectPath path);
            value = new Input(path, null);
            return isGood;
        }

        if (!PathDecoders.Pattern.Decode(node, context, out GlobPattern pattern))
        {
            return false;
        }

        string text = pattern.Patterns[0];
        value = GlobSyntax.IsLiteral(text) ? new Input(ProjectPath.Parse(GlobSyntax.Unescape(text)), null) : new Input(default, text);
        return true;
    }
}
