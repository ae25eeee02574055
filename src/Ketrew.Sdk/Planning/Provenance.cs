using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

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

    /// <summary>The part of <see cref="Parent"/> that it was emitted for. Default: the whole stanza.</summary>
    public FieldPath Origin { get; init; } = FieldPath.Stanza;

    /// <summary>Where that part was written, by a person or in a template; null for the whole stanza, and for a part that code made.</summary>
    public SourceSpan? OriginSpan { get; init; }

    /// <summary>What a person wrote and can change: the field that all of it comes from, or the stanza; null when nobody wrote one.</summary>
    public SourceSpan? WrittenSpan
    {
        get
        {
            Provenance lowest = this;
            while (lowest.Parent is { Parent: not null } parent)
            {
                lowest = parent;
            }

            return lowest.Parent is { } written ? lowest.OriginSpan ?? written.Span : lowest.Span;
        }
    }
}
