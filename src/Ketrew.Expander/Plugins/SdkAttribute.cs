using System.Diagnostics.CodeAnalysis;
using System.Reflection.Metadata;

namespace Ketrew.Expander.Plugins;

/// <summary>Reads attributes of the SDK that stand on classes and begin with a text.</summary>
internal static class SdkAttribute
{
    private const int Prolog = 1;

    /// <summary>Reads one.</summary>
    /// <param name="reader">The assembly.</param>
    /// <param name="attribute">Any.</param>
    /// <param name="wanted">The attribute's class.</param>
    /// <param name="text">Its first argument.</param>
    /// <param name="rest">What follows that.</param>
    /// <returns>False when it is another attribute, or stands on no class.</returns>
    public static bool TryRead(MetadataReader reader, CustomAttribute attribute, Type wanted, [NotNullWhen(true)] out string? text, out BlobReader rest)
    {
        (text, rest) = (null, default);
        if (attribute.Parent.Kind != HandleKind.TypeDefinition || !Is(reader, attribute.Constructor, wanted))
        {
            return false;
        }

        rest = reader.GetBlobReader(attribute.Value);
        text = rest.ReadUInt16() == Prolog ? rest.ReadSerializedString() : null;
        return text is not null;
    }

    private static bool Is(MetadataReader reader, EntityHandle constructor, Type wanted)
    {
        if (constructor.Kind != HandleKind.MemberReference || reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is not { Kind: HandleKind.TypeReference } parent)
        {
            return false;
        }

        TypeReference type = reader.GetTypeReference((TypeReferenceHandle)parent);
        return reader.StringComparer.Equals(type.Name, wanted.Name) && reader.StringComparer.Equals(type.Namespace, wanted.Namespace!);
    }
}
