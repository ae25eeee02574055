using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language;

/// <summary>A decoded value and what it was decoded from, so that a later check can still point at it.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="Value">What it means.</param>
/// <param name="Node">How it was written.</param>
internal readonly record struct Located<T>(T Value, Node Node)
{
    /// <summary>Where it was written; null for what a plugin made.</summary>
    public SourceSpan? Span => Node.Span;
}
