using Ketrew.Sdk;

namespace Ketrew.Expander.Expansion;

/// <summary>What only a plugin has that comes as a package.</summary>
/// <param name="Name">The package's name, whatever the declaration calls it.</param>
/// <param name="Required">The packages that it needs itself, without anybody's arguments and allowance.</param>
internal sealed record PluginPackage(string Name, ValueList<DeclaredPlugin> Required)
{
    /// <summary>What one of its stanzas is called everywhere.</summary>
    /// <param name="stanza">The stanza's own name.</param>
    public string FullNameOf(string stanza) => $"{Name}.{stanza}";
}
