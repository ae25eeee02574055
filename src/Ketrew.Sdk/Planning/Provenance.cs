using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Sdk.Planning;

/// <summary>Why something of the plan exists. Never part of a fingerprint: moving a stanza down a line runs nothing again.</summary>
/// <param name="Stanza">The kind of the stanza that was written: <c>target</c>, or a custom stanza's name.</param>
/// <param name="Span">Where that stanza was written; null when it was emitted.</param>
public sealed record Provenance(string Stanza, SourceSpan? Span)
{
    /// <summary>The plugin line that emitted it, such as <c>WordCountStanza.cs:14</c>; null for what a person wrote.</summary>
    public string? PluginLine { get; init; }

    /// <summary>The plugin that emitted it, as declared; null for what a person wrote.</summary>
    public string? Plugin { get; init; }

    /// <summary>Where that plugin is declared; null for what a person wrote.</summary>
    public SourceSpan? PluginSpan { get; init; }

    /// <summary>The stanza whose expansion emitted it; null for what a person wrote.</summary>
    public Provenance? Parent { get; init; }
}
