using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk;

/// <summary>Ends an expansion with an error for the user, at the stanza or a part of it. For several problems at once use <see cref="StanzaContext.Error"/>.</summary>
/// <param name="message">One lower-case sentence without full stop.</param>
/// <param name="at">The place in the stanza; the stanza when left out.</param>
/// <param name="hint">Something the user can type; null when nothing sensible can be proposed.</param>
public sealed class StanzaFailedException(string message, FieldPath at = default, string? hint = null) : Exception(message)
{
    /// <summary>The place in the stanza.</summary>
    public FieldPath At { get; } = at;

    /// <summary>Something the user can type; null when there is nothing.</summary>
    public string? Hint { get; } = hint;
}
