namespace Ketrew.Expander.Plugins;

/// <summary>A stanza that an assembly declares with <c>[Stanza("name")]</c>.</summary>
/// <param name="Name">What users write, without the plugin's prefix.</param>
/// <param name="TypeName">The class, with its namespace.</param>
/// <param name="Since">The plugin's version that first had it; empty when it doesn't say.</param>
internal sealed record DeclaredStanza(string Name, string TypeName, string Since);
