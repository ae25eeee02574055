using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Language;

/// <summary>A default value and where it comes from.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="Value">What it is.</param>
/// <param name="Span">Where it was written.</param>
internal sealed record Setting<T>(T Value, SourceSpan? Span);
