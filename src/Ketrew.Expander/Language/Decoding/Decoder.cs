using System.Diagnostics.CodeAnalysis;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Makes typed values of nodes, and says which nodes it takes.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="read">Makes one.</param>
/// <param name="type">What it takes; never narrower than what <paramref name="read"/> accepts.</param>
internal sealed class Decoder<T>(NodeReader<T> read, FieldType type)
{
    /// <summary>What may be written.</summary>
    public FieldType Type { get; } = type;

    /// <summary>Reads a value; false when the node is something else, and then it has been reported.</summary>
    /// <param name="node">As written.</param>
    /// <param name="context">Where problems go.</param>
    /// <param name="value">The value, when the result is true.</param>
    public bool Decode(Node node, DecodeContext context, [MaybeNullWhen(false)] out T value) => read(node, context, out value);

    /// <summary>This decoder, described in another way.</summary>
    /// <param name="other">What may be written.</param>
    public Decoder<T> As(FieldType other) => new(read, other);
}
