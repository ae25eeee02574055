using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using Ketrew.PluginHost.Compiling;

namespace Ketrew.PluginHost.Sandboxing;

/// <summary>The assemblies of the framework that a sealed host has: all that it, or a plugin in it, will ever get. Listed in <c>Framework.txt</c>.</summary>
internal static class FrameworkAssemblies
{
    /// <summary>Their simple names.</summary>
    public static IReadOnlySet<string> Names { get; } =
        TextResource.LinesOf("Framework.txt").Where(line => line is not ("" or ['#', ..])).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Opens each of them, and the native library of digests.</summary>
    public static void Load()
    {
        // Takes as long as all assemblies together.
        Thread digests = new(static () => _ = SHA256.HashData([]));
        digests.Start();
        foreach (string name in Names)
        {
            AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(name));
        }

        digests.Join();
    }
}
