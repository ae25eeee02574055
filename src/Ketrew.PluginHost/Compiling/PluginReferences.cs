using Ketrew.Sdk;
using Microsoft.CodeAnalysis;

namespace Ketrew.PluginHost.Compiling;

/// <summary>What single-file plugins are compiled against.</summary>
internal static class PluginReferences
{
    /// <summary>The framework's reference assemblies that were put beside the host, and the SDK.</summary>
    /// <remarks>Not what the host runs on: that differs from machine to machine, and holds what a plugin has no business with.</remarks>
    /// <param name="hostFolder">Absolute path.</param>
    public static IReadOnlyList<MetadataReference> In(string hostFolder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(hostFolder, "ref"), "*.dll").Order(StringComparer.Ordinal).Select(Read),
        Read(typeof(Stanza).Assembly.Location),
    ];

    private static PortableExecutableReference Read(string path) => MetadataReference.CreateFromFile(path);
}
