using System.Reflection;
using System.Runtime.Loader;
using Ketrew.PluginHost.Loading;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.PluginHost.Backends;

/// <summary>A plugin with its private dependencies. What earlier plugins are is theirs: an assembly that references one of them gets the one that is loaded.</summary>
internal sealed class BackendPluginContext : AssemblyLoadContext
{
    private readonly string _folder;
    private readonly string[] _sharedFolders;
    private readonly IReadOnlyList<BackendPluginContext> _earlier;
    private readonly AssemblyDependencyResolver? _resolver;

    /// <param name="place">Where the plugin's assembly is, and what it needs.</param>
    /// <param name="earlier">The plugins that were loaded before it, in order.</param>
    public BackendPluginContext(PluginPlace place, IReadOnlyList<BackendPluginContext> earlier)
        : base(Path.GetFileNameWithoutExtension(place.Path))
    {
        _folder = Path.GetDirectoryName(place.Path)!;
        _sharedFolders = place.SharedFolders;
        _earlier = earlier;
        _resolver = TryResolve(place.Path);
        Main = LoadFile(place.Path);
    }

    /// <summary>The plugin's assembly.</summary>
    public Assembly Main { get; }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        CoreAssemblies.Find(assemblyName)
        ?? _earlier.FirstOrDefault(context => context.Main.GetName().Name == assemblyName.Name)?.Main
        ?? LoadOwn(assemblyName)
        ?? _earlier.Select(context => context.Share(assemblyName)).FirstOrDefault(assembly => assembly is not null)
        ?? LoadShared(assemblyName);

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver?.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : base.LoadUnmanagedDll(unmanagedDllName);

    // What a later plugin doesn't bring itself must be the very same assembly: it may stand in the types of this one.
    private Assembly? Share(AssemblyName name) => FindOwn(name) is null ? null : LoadFromAssemblyName(name);

    private Assembly? LoadOwn(AssemblyName name) => FindOwn(name) is { } path ? LoadFile(path) : null;

    private Assembly? LoadShared(AssemblyName name) =>
        _sharedFolders.Select(folder => Path.Combine(folder, $"{name.Name}.dll")).FirstOrDefault(File.Exists) is { } path ? LoadFile(path) : null;

    private string? FindOwn(AssemblyName name)
    {
        string? path = _resolver?.ResolveAssemblyToPath(name) ?? Path.Combine(_folder, $"{name.Name}.dll");
        return File.Exists(path) ? path : null;
    }

    // Read at once instead of mapped: who builds the plugin again while it runs doesn't pull the file away from below it.
    private Assembly LoadFile(string path)
    {
        string symbols = Path.ChangeExtension(path, ".pdb");
        using MemoryStream bytes = new(File.ReadAllBytes(path), writable: false);
        using MemoryStream? symbolBytes = File.Exists(symbols) ? new(File.ReadAllBytes(symbols), writable: false) : null;
        return LoadFromStream(bytes, symbolBytes);
    }

    // Without `NAME.deps.json` everything lies beside the assembly.
    private static AssemblyDependencyResolver? TryResolve(string path)
    {
        try
        {
            return new AssemblyDependencyResolver(path);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
