using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Loading;

/// <summary>What the engine sent for one plugin: assemblies, the one with the stanzas first, and symbols (<c>*.pdb</c>) of some of them.</summary>
internal sealed class PluginFiles
{
    private readonly Dictionary<string, PluginFile> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PluginFile> _symbols = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="files">At least one.</param>
    public PluginFiles(IReadOnlyList<PluginFile> files)
    {
        Main = files[0];
        foreach (PluginFile file in files)
        {
            bool isSymbols = Path.GetExtension(file.Name).Equals(".pdb", StringComparison.OrdinalIgnoreCase);
            (isSymbols ? _symbols : _assemblies)[NameOf(file)] = file;
        }
    }

    public PluginFile Main { get; }

    public string MainName => NameOf(Main);

    public IEnumerable<PluginFile> Assemblies => _assemblies.Values;

    /// <summary>The assembly of a simple name; null when it isn't the plugin's own.</summary>
    public PluginFile? Find(string assemblyName) => _assemblies.GetValueOrDefault(assemblyName);

    /// <summary>The symbols of an assembly; null when none were sent.</summary>
    public PluginFile? FindSymbols(PluginFile assembly) => _symbols.GetValueOrDefault(NameOf(assembly));

    private static string NameOf(PluginFile file) => Path.GetFileNameWithoutExtension(file.Name);
}
