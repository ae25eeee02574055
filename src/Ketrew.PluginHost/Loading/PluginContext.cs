using System.Reflection;
using System.Runtime.Loader;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Loading;

/// <summary>One copy of a plugin with its private dependencies: two plugins may hold different versions of one library. Statics live as long as it does.</summary>
internal sealed class PluginContext : AssemblyLoadContext
{
    private readonly PluginFiles _files;

    public PluginContext(PluginFiles files)
        : base(files.MainName, isCollectible: true)
    {
        _files = files;
        Main = LoadFile(files.Main);
    }

    /// <summary>The assembly with the stanzas.</summary>
    public Assembly Main { get; }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        CoreAssemblies.Find(assemblyName) ?? (_files.Find(assemblyName.Name ?? "") is { } file ? LoadFile(file) : null);

    private Assembly LoadFile(PluginFile file)
    {
        using MemoryStream bytes = new(file.Bytes, writable: false);
        using MemoryStream? symbols = _files.FindSymbols(file) is { } found ? new(found.Bytes, writable: false) : null;
        return LoadFromStream(bytes, symbols);
    }
}
