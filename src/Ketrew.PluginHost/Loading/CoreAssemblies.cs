using System.Reflection;
using System.Runtime.Loader;
using Ketrew.Sdk;

namespace Ketrew.PluginHost.Loading;

/// <summary>What the host holds already, the SDK and the framework: never loaded a second time, whatever a plugin carries.</summary>
internal static class CoreAssemblies
{
    private static readonly Assembly _sdk = typeof(Stanza).Assembly;

    // The host's own libraries are no part of it: a plugin's identity doesn't know their versions.
    private static readonly HashSet<string> _framework =
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Select(path => Path.GetFileNameWithoutExtension(path)),
    ];

    private static IReadOnlySet<string> _available = _framework;

    /// <summary>From now on plugins get no other assemblies of the framework.</summary>
    public static void WithholdAllBut(IReadOnlySet<string> names) => _available = names;

    /// <summary>The assembly that is meant; null when it is none of these, or when a newer one is wanted than there is.</summary>
    /// <exception cref="WithheldAssemblyException">It is withheld.</exception>
    public static Assembly? Find(AssemblyName wanted)
    {
        // Whatever version the plugin was compiled against: types are the same only when they come from one copy. The expander compares contracts.
        if (wanted.Name == _sdk.GetName().Name)
        {
            return _sdk;
        }

        if (wanted.Name is not { } name || !_framework.Contains(name))
        {
            return null;
        }

        if (!_available.Contains(name))
        {
            throw new WithheldAssemblyException(name);
        }

        Assembly held = AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(name));
        return wanted.Version is null || held.GetName().Version >= wanted.Version ? held : null;
    }
}
