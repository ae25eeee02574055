namespace Ketrew.Expander.Plugins;

/// <summary>Where the code of a plugin runs. Here, or in a host process.</summary>
/// <param name="Key">Two images with one key are the same plugin.</param>
internal abstract record PluginImage(string Key);
