using System.Diagnostics.CodeAnalysis;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Makes a typed value of a node; false when the node is something else, and then it has been reported.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="node">As written.</param>
/// <param name="context">Where problems go.</param>
/// <param name="value">The value, when the result is true.</param>
internal delegate bool NodeReader<T>(Node node, DecodeContext context, [MaybeNullWhen(false)] out T value);
