using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Loading;

/// <summary>What the engine sent for one plugin: assemblies, the one with the stanzas first, symbols (<c>*.pdb</c>) and documentation (<c>*.xml</c>) of some of them.</summary>
internal sealed class PluginFiles
{
    private readonly Dictionary<string, PluginFile> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PluginFile> _symbols = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PluginFile> _documentation = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="files">At least one.</param>
    public PluginFiles(IReadOnlyList<PluginFile> files)
    {
        Main = files[0];
        foreach (PluginFile file in files)
        {
            Dictionary<string, PluginFile> kind = Path.GetExtension(file.Name).ToUpperInvariant() switch
            {
                ".PDB" => _symbols,
                ".XML" => _documentation,
                _ => _assemblies,
            };
            kind[NameOf(file)] = file;
        }
    }

    public PluginFile Main { get; }

    public string MainName => NameOf(Main);

    public IEnumerable<PluginFile> Assemblies => _assemblies.Values;

    /// <summary>The assembly of a simple name; null when it isn't the plugin's own.</summary>
    public PluginFile? Find(string assemblyName) => _assemblies.GetValueOrDefault(assemblyName);

    /// <summary>The symbols of an assembly; null when none were sent.</summary>
    public PluginFile? FindSymbols(PluginFile assembly) => _symbols.GetValueOrDefault(NameOf(assembly));

    /// <summary>The documentation of the assembly with the stanzas; null when none was sent.</summary>
    public PluginFile? Documentation => _documentation.GetValueOrDefault(MainName);

    private static string NameOf(PluginFile file) => Path.GetFileNameWithoutExtension(file.Name);
}
