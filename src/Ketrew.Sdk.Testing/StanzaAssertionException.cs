namespace Ketrew.Sdk.Testing;

/// <summary>A stanza isn't as a test wants it. Every test framework reports it as a failure.</summary>
/// <param name="message">What was wanted, what happened, and where; several lines.</param>
public sealed class StanzaAssertionException(string message) : Exception(message);
