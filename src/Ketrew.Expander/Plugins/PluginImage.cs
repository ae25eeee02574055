using Ketrew.Sdk;
using Ketrew.Sdk.Describing;

namespace Ketrew.Expander.Plugins;

/// <summary>Where the code of a plugin runs. Here, or in a host process.</summary>
/// <param name="Key">Two images with one key are the same plugin.</param>
internal abstract record PluginImage(string Key)
{
    /// <summary>What may be written below the names of its stanzas, without asking a host; null when only a host can tell.</summary>
    public virtual ValueList<StanzaDescription>? Describe() => null;
}
