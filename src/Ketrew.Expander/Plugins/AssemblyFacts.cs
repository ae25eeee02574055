using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Ketrew.Sdk;

namespace Ketrew.Expander.Plugins;

/// <summary>What the metadata of an assembly says.</summary>
/// <param name="Name">The simple name; empty when it is no assembly.</param>
/// <param name="References">Simple names of the assemblies it references.</param>
/// <param name="Sdk">The version of Ketrew.Sdk it was compiled against; null when it doesn't reference it.</param>
/// <param name="Stanzas">What it declares, in ordinal order of the names.</param>
/// <param name="Backends">The kinds of backends that it declares, in ordinal order.</param>
/// <param name="Problem">Why nothing can be said about it; null when all is well.</param>
internal sealed record AssemblyFacts(string Name, ValueList<string> References, Version? Sdk, ValueList<DeclaredStanza> Stanzas, ValueList<string> Backends, string? Problem)
{
    /// <summary>The simple name of the SDK.</summary>
    public const string SdkName = "Ketrew.Sdk";

    /// <summary>Reads an assembly; nothing in it runs.</summary>
    public static AssemblyFacts Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using MemoryStream stream = new(bytes.ToArray(), writable: false);
            using PEReader image = new(stream);
            return image.HasMetadata && image.GetMetadataReader() is { IsAssembly: true } reader ? Read(reader) : Nothing("it is no .NET assembly");
        }
        catch (BadImageFormatException)
        {
            return Nothing("it is no .NET assembly, or a damaged one");
        }
    }

    private static AssemblyFacts Nothing(string problem) => new("", [], null, [], [], problem);

    private static AssemblyFacts Read(MetadataReader reader)
    {
        AssemblyReference[] references = [.. reader.AssemblyReferences.Select(reader.GetAssemblyReference)];
        Version? sdk = references.Where(reference => reader.StringComparer.Equals(reference.Name, SdkName)).Select(reference => reference.Version).FirstOrDefault();
        return new AssemblyFacts(
            reader.GetString(reader.GetAssemblyDefinition().Name),
            references.Select(reference => reader.GetString(reference.Name)).ToValueList(),
            sdk,
            sdk is null ? [] : StanzasOf(reader),
            sdk is null ? [] : BackendsOf(reader),
            null);
    }

    private static ValueList<string> BackendsOf(MetadataReader reader) => reader.CustomAttributes
        .Select(handle => BackendAttributes.Decode(reader, reader.GetCustomAttribute(handle)))
        .OfType<string>()
        .Distinct()
        .Order(StringComparer.Ordinal)
        .ToValueList();

    private static ValueList<DeclaredStanza> StanzasOf(MetadataReader reader) => reader.CustomAttributes
        .Select(handle => StanzaAttributes.Decode(reader, reader.GetCustomAttribute(handle)))
        .OfType<DeclaredStanza>()
        .OrderBy(stanza => stanza.Name, StringComparer.Ordinal)
        .ThenBy(stanza => stanza.TypeName, StringComparer.Ordinal)
        .DistinctBy(stanza => stanza.Name)
        .ToValueList();
}
