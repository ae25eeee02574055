using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Expansion;

/// <summary>How one custom stanza was expanded: what <c>ketrew expand --explain</c> shows.</summary>
/// <param name="Stanza">Its kind.</param>
/// <param name="Span">The written stanza that it is; of an emitted one the line of the template, or, from code, the written stanza that it comes from; null when unknown.</param>
/// <param name="Depth">0 for a written stanza, 1 for one that its expansion emitted, …</param>
/// <param name="Reason">Why the plugin was asked; null for a hit, where it wasn't.</param>
public sealed record StanzaReport(string Stanza, SourceSpan? Span, int Depth, MissReason? Reason);
