using Ketrew.Expander.Packages;
using Ketrew.Sdk;

namespace Ketrew.Expander.Expansion;

/// <summary>What only a plugin has that comes as a package.</summary>
/// <param name="Folder">The version that is in use.</param>
/// <param name="Required">The packages that it needs itself: without arguments, and with the allowance of its own declaration.</param>
internal sealed record PluginPackage(PackageFolder Folder, ValueList<DeclaredPlugin> Required)
{
    /// <summary>The package's name, whatever the declaration calls it.</summary>
    public string Name => Folder.Name;

    /// <summary>What one of its stanzas is called everywhere.</summary>
    /// <param name="stanza">The stanza's own name.</param>
    public string FullNameOf(string stanza) => $"{Name}.{stanza}";
}
