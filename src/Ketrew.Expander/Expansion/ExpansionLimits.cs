namespace Ketrew.Expander.Expansion;

/// <summary>Where an expansion that doesn't end is stopped. Each stop is an error that shows the chain.</summary>
/// <param name="Depth">Expansions below one written stanza, one inside the other.</param>
/// <param name="Stanzas">Stanzas emitted below one written stanza, all levels together.</param>
/// <param name="Bytes">Text emitted below one written stanza, all levels together.</param>
internal sealed record ExpansionLimits(int Depth = 64, int Stanzas = 10_000, long Bytes = 16 * 1024 * 1024);
