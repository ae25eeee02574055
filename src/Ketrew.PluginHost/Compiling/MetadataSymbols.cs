using System.Reflection.Metadata;

namespace Ketrew.PluginHost.Compiling;

/// <summary>References of an assembly by the names of the tables.</summary>
internal static class MetadataSymbols
{
    private static readonly string[] _accessors = ["get_", "set_", "add_", "remove_"];

    /// <summary>The name of a type or member of another assembly; null for what lies in this one, and for arrays and type parameters.</summary>
    /// <param name="reader">The assembly.</param>
    /// <param name="handle">A reference to a type or a member.</param>
    public static SymbolName? NameOf(MetadataReader reader, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeReference)
        {
            return TypeName(reader, (TypeReferenceHandle)handle);
        }

        MemberReference member = reader.GetMemberReference((MemberReferenceHandle)handle);
        SymbolName? type = member.Parent.Kind switch
        {
            HandleKind.TypeReference => TypeName(reader, (TypeReferenceHandle)member.Parent),
            HandleKind.TypeSpecification => GenericTypeName(reader, (TypeSpecificationHandle)member.Parent),
            _ => null,
        };
        return type is null ? null : type with { Member = MemberName(reader.GetString(member.Name)) };
    }

    private static SymbolName TypeName(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string inner = "";
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            inner = $".{SymbolName.WithoutArity(reader.GetString(type.Name))}{inner}";
            type = reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
        }

        return new SymbolName(reader.GetString(type.Namespace), SymbolName.WithoutArity(reader.GetString(type.Name)), inner, null);
    }

    // A constructed type begins with GENERICINST, then CLASS or VALUETYPE, then the type without its arguments (ECMA-335, II.23.2.14).
    private static SymbolName? GenericTypeName(MetadataReader reader, TypeSpecificationHandle handle)
    {
        BlobReader signature = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        signature.ReadCompressedInteger();
        EntityHandle type = signature.ReadTypeHandle();
        return type.Kind == HandleKind.TypeReference ? TypeName(reader, (TypeReferenceHandle)type) : null;
    }

    private static string MemberName(string name) =>
        name == ".ctor" ? SymbolName.Constructor
        : Array.Find(_accessors, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } accessor ? name[accessor.Length..]
        : name;
}
