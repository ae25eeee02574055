using System.Reflection.Metadata;
using Ketrew.Sdk;

namespace Ketrew.Expander.Plugins;

/// <summary>Reads <see cref="StanzaAttribute"/> from metadata.</summary>
internal static class StanzaAttributes
{
    // A string property in the tables of a custom attribute's value (ECMA-335, II.23.3).
    private const byte Property = 0x54;
    private const byte StringType = 0x0E;

    /// <summary>The declaration that an attribute is; null when it is another attribute, or stands on no class.</summary>
    public static DeclaredStanza? Decode(MetadataReader reader, CustomAttribute attribute)
    {
        if (!SdkAttribute.TryRead(reader, attribute, typeof(StanzaAttribute), out string? name, out BlobReader value))
        {
            return null;
        }

        return new DeclaredStanza(name, FullName(reader, (TypeDefinitionHandle)attribute.Parent), Since(ref value));
    }

    private static string Since(ref BlobReader value)
    {
        string since = "";
        for (int left = value.ReadUInt16(); left > 0 && value.ReadByte() == Property && value.ReadByte() == StringType; left--)
        {
            string? name = value.ReadSerializedString();
            string? text = value.ReadSerializedString();
            since = name == nameof(StanzaAttribute.Since) ? text ?? "" : since;
        }

        return since;
    }

    private static string FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = reader.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil)
        {
            return $"{FullName(reader, type.GetDeclaringType())}+{name}";
        }

        string space = reader.GetString(type.Namespace);
        return space.Length == 0 ? name : $"{space}.{name}";
    }
}
