using Ketrew.Expander.Observations;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Expansion;

/// <summary>One stanza of a plugin.</summary>
/// <param name="Plugin">Who defines it.</param>
/// <param name="Code">What expands it.</param>
/// <param name="Name">The plugin's own name for it.</param>
/// <param name="VisibleName">What users write.</param>
internal sealed record StanzaDefinition(DeclaredPlugin Plugin, PluginCode Code, string Name, string VisibleName)
{
    /// <summary>The digest of everything about the plugin that an expansion may depend on: its code, its arguments, its allowance.</summary>
    public string Identity { get; } = Digest.Of(Code.Identity, CanonicalText.Of(Plugin.Arguments), Plugin.Allowance).ToString();

    /// <summary>Everything that is known before the first question of an expansion.</summary>
    /// <param name="directory">Where it stands.</param>
    /// <param name="fields">What the user wrote.</param>
    public Digest KeyOf(ProjectPath directory, Node fields) => Digest.Of("1", "1", Identity, Name, directory.Value, CanonicalText.Of(fields));
}
