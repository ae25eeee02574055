using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Ketrew.PluginHost.Backends;

/// <summary>What an assembly references, read without loading it.</summary>
/// <param name="IsAssembly">False for any other file.</param>
/// <param name="Versions">By simple name.</param>
internal sealed record AssemblyReferences(bool IsAssembly, IReadOnlyDictionary<string, Version> Versions)
{
    private static readonly AssemblyReferences _none = new(false, new Dictionary<string, Version>());

    /// <summary>Looks at a file.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static AssemblyReferences Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using PEReader image = new(file);
            return image.HasMetadata ? Read(image.GetMetadataReader()) : _none;
        }
        catch (BadImageFormatException)
        {
            return _none;
        }
    }

    /// <summary>Null when it isn't referenced.</summary>
    public Version? VersionOf(string name) => Versions.GetValueOrDefault(name);

    private static AssemblyReferences Read(MetadataReader reader)
    {
        Dictionary<string, Version> versions = [];
        foreach (AssemblyReference reference in reader.AssemblyReferences.Select(reader.GetAssemblyReference))
        {
            versions[reader.GetString(reference.Name)] = reference.Version;
        }

        return new AssemblyReferences(true, versions);
    }
}
