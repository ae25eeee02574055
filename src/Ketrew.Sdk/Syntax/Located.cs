namespace Ketrew.Sdk.Syntax;

/// <summary>A bound value that remembers where in the stanza it came from, so that an error can point at it.</summary>
/// <typeparam name="T">Any type that a field may have.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Origin">Its place in the stanza; the stanza itself when it is a default.</param>
public readonly record struct Located<T>(T Value, FieldPath Origin);
