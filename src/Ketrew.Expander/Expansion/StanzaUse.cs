using Ketrew.Expander.Caching;
using Ketrew.Expander.Language;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Expansion;

/// <summary>One stanza in the tree that expansion grows: written by a person, or emitted by the stanza above it.</summary>
/// <param name="placed">The stanza with everything its meaning depends on.</param>
/// <param name="parent">The use whose expansion emitted it; null for a written one.</param>
internal sealed class StanzaUse(PlacedStanza placed, StanzaUse? parent)
{
    private long _treeBytes;
    private int _treeCount;

    /// <summary>The stanza with everything its meaning depends on.</summary>
    public PlacedStanza Placed { get; } = placed;

    /// <summary>The use whose expansion emitted it; null for a written one.</summary>
    public StanzaUse? Parent { get; } = parent;

    /// <summary>The written stanza that all of this comes from.</summary>
    public StanzaUse Root => Parent?.Root ?? this;

    /// <summary>How many expansions lie between the written stanza and this one.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>What a custom stanza's name meant; null for a vanilla stanza.</summary>
    public StanzaDefinition? Definition { get; set; }

    /// <summary>The weak key of a custom stanza.</summary>
    public Digest Key { get; set; }

    /// <summary>Why its plugin had to be asked, or what it waits for; null for a hit, and for a vanilla stanza.</summary>
    public MissReason? Reason { get; set; }

    /// <summary>What its expansion asked, emitted and reported; null for a vanilla stanza, and where the expansion came to no result.</summary>
    public ExpansionRecord? Record { get; set; }

    /// <summary>What its expansion emitted, in order.</summary>
    public List<StanzaUse> Children { get; } = [];

    /// <summary>How many stanzas were emitted below the written one so far. Counted at the root.</summary>
    public int TreeCount => Root._treeCount;

    /// <summary>How much text was emitted below the written one so far. Counted at the root.</summary>
    public long TreeBytes => Root._treeBytes;

    /// <summary>This use and those above it, innermost first.</summary>
    public IEnumerable<StanzaUse> Chain()
    {
        for (StanzaUse? use = this; use is not null; use = use.Parent)
        {
            yield return use;
        }
    }

    /// <summary>This use and everything below it, in order.</summary>
    public IEnumerable<StanzaUse> Tree()
    {
        List<StanzaUse> uses = new(Children.Count + 1);
        AddTo(uses);
        return uses;
    }

    private void AddTo(List<StanzaUse> uses)
    {
        uses.Add(this);
        foreach (StanzaUse child in Children)
        {
            child.AddTo(uses);
        }
    }

    /// <summary>Adds a stanza that the expansion emitted.</summary>
    /// <param name="emitted">The stanza.</param>
    /// <param name="bytes">How much text it is.</param>
    public StanzaUse Add(PlacedStanza emitted, long bytes)
    {
        StanzaUse child = new(emitted, this);
        Children.Add(child);
        Root._treeCount++;
        Root._treeBytes += bytes;
        return child;
    }

    /// <summary>How it was expanded, for people.</summary>
    public StanzaReport ToReport() => new(Placed.Stanza.Kind, Placed.Stanza.KindSpan ?? Root.Placed.Stanza.KindSpan, Depth, Reason) { Use = this };

    /// <summary>Why something that this use's expansion emitted exists.</summary>
    /// <param name="kind">The emitted stanza's kind.</param>
    /// <param name="pluginLine">The line that emitted it.</param>
    /// <param name="origin">The part of this stanza that it comes from, as a <see cref="FieldPath"/>; empty for the whole.</param>
    public Provenance ProvenanceOf(string kind, string pluginLine, string origin) => new(kind, null)
    {
        PluginLine = pluginLine,
        Plugin = Definition?.Plugin.Name,
        PluginSpan = Definition?.Plugin.Declaration.Span,
        Parent = Placed.Provenance,
        Origin = new FieldPath(origin),
        OriginSpan = StanzaPlaces.SpanOf(Placed.Stanza.Fields, origin),
    };
}
