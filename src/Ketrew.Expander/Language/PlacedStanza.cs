using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Language;

/// <summary>A stanza with everything its meaning depends on.</summary>
/// <param name="Stanza">Its kind and fields.</param>
/// <param name="Directory">What its paths and names are relative to.</param>
/// <param name="Scope">The workflow file that it belongs to; for an emitted stanza that of the stanza it comes from.</param>
/// <param name="Defaults">The defaults in force.</param>
/// <param name="Provenance">Where it comes from; with a plugin line for an emitted stanza.</param>
internal sealed record PlacedStanza(
    StanzaNode Stanza, ProjectPath Directory, Scope Scope, TargetDefaults Defaults, Provenance Provenance)
{
    /// <summary>True when a plugin made it; then its nodes have no places, or those of a template.</summary>
    public bool IsEmitted => Provenance.PluginLine is not null;
}
