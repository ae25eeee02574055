using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Statics;

/// <summary>Looks for places where a plugin could keep something from one expansion to the next. Reads metadata; nothing is loaded.</summary>
/// <remarks>In doubt there is state: the price is a slower expansion, never a wrong one. See decision 0006.</remarks>
internal static class StaticState
{
    /// <summary>The first such place, for people who ask why; null when the assemblies have none.</summary>
    /// <param name="assemblies">The plugin and its private dependencies.</param>
    /// <exception cref="BadImageFormatException">One isn't an assembly.</exception>
    public static string? Find(IEnumerable<PluginFile> assemblies) => assemblies.Select(FindIn).FirstOrDefault(found => found is not null);

    private static string? FindIn(PluginFile assembly)
    {
        using MemoryStream bytes = new(assembly.Bytes, writable: false);
        using PEReader image = new(bytes);
        if (!image.HasMetadata)
        {
            return assembly.Name;
        }

        MetadataReader reader = image.GetMetadataReader();
        ImmutableTypes immutable = new(reader);
        foreach (FieldDefinitionHandle handle in reader.FieldDefinitions)
        {
            FieldDefinition field = reader.GetFieldDefinition(handle);
            if (field.Attributes.HasFlag(FieldAttributes.Static) && CanChange(reader, field, immutable))
            {
                TypeDefinition owner = reader.GetTypeDefinition(field.GetDeclaringType());
                return $"{reader.GetString(owner.Name)}.{reader.GetString(field.Name)}";
            }
        }

        return null;
    }

    private static bool CanChange(MetadataReader reader, FieldDefinition field, ImmutableTypes immutable)
    {
        if ((field.Attributes & (FieldAttributes.Literal | FieldAttributes.HasFieldRVA)) != 0 || IsDelegateCache(reader, field))
        {
            return false;
        }

        return !field.Attributes.HasFlag(FieldAttributes.InitOnly)
            || reader.HasAttribute(field.GetCustomAttributes(), nameof(ThreadStaticAttribute))
            || !immutable.Contains(field);
    }

    // The compiler keeps lambdas that capture nothing in the singleton of `<>c`, and method groups in `<>O`: filled once, always with the same.
    private static bool IsDelegateCache(MetadataReader reader, FieldDefinition field)
    {
        TypeDefinition owner = reader.GetTypeDefinition(field.GetDeclaringType());
        string ownerName = reader.GetString(owner.Name);
        string name = reader.GetString(field.Name);
        bool isLambda = ownerName.StartsWith("<>c", StringComparison.Ordinal) && name.StartsWith("<>9", StringComparison.Ordinal);
        bool isMethodGroup = ownerName is ['<', ..] && ownerName.Contains(">O", StringComparison.Ordinal) && name is ['<', ..];
        return (isLambda || isMethodGroup)
            && reader.HasAttribute(owner.GetCustomAttributes(), "CompilerGeneratedAttribute")
            && owner.GetFields().All(other => reader.GetFieldDefinition(other).Attributes.HasFlag(FieldAttributes.Static));
    }
}
