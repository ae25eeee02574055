using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;

namespace Ketrew.Expander.Linking;

/// <summary>A stanza's class that is part of the running program.</summary>
/// <param name="Key">What decides what it does.</param>
/// <param name="Create">Makes an instance for one expansion.</param>
/// <param name="Description">Says what may be written below its name.</param>
internal sealed record LinkedPlugin(string Key, Func<Stanza> Create, Func<StanzaDescription> Description) : PluginImage(Key)
{
    /// <inheritdoc/>
    public override ValueList<StanzaDescription>? Describe() => [Description()];
}
