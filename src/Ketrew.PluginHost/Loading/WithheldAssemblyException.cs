namespace Ketrew.PluginHost.Loading;

/// <summary>A plugin names an assembly of the framework that a closed sandbox doesn't have.</summary>
/// <param name="name">Its simple name.</param>
internal sealed class WithheldAssemblyException(string name) : FileNotFoundException($"The sandbox withholds {name}: a stanza has no use for it.");
