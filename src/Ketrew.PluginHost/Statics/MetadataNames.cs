using System.Reflection.Metadata;

namespace Ketrew.PluginHost.Statics;

/// <summary>Names that metadata keeps in several tables.</summary>
internal static class MetadataNames
{
    extension(MetadataReader reader)
    {
        /// <summary>True when one of the attributes has this class name, in whatever namespace.</summary>
        public bool HasAttribute(CustomAttributeHandleCollection attributes, string className) =>
            attributes.Any(handle => reader.AttributeClass(handle) == className);

        /// <summary><c>Namespace.Name</c> of a type of another assembly; null for a nested one.</summary>
        public string? FullName(TypeReference reference) =>
            reference.ResolutionScope.Kind == HandleKind.AssemblyReference
                ? $"{reader.GetString(reference.Namespace)}.{reader.GetString(reference.Name)}"
                : null;

        /// <summary><c>Namespace.Name</c> of the class that a type extends; null when there is none, or it is generic.</summary>
        public string? BaseName(TypeDefinition type) => type.BaseType switch
        {
            { IsNil: true } => null,
            { Kind: HandleKind.TypeReference } handle => reader.FullName(reader.GetTypeReference((TypeReferenceHandle)handle)),
            _ => null,
        };

        private string AttributeClass(CustomAttributeHandle handle)
        {
            EntityHandle constructor = reader.GetCustomAttribute(handle).Constructor;
            EntityHandle type = constructor.Kind == HandleKind.MemberReference
                ? reader.GetMemberReference((MemberReferenceHandle)constructor).Parent
                : reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType();
            return type.Kind switch
            {
                HandleKind.TypeReference => reader.GetString(reader.GetTypeReference((TypeReferenceHandle)type).Name),
                HandleKind.TypeDefinition => reader.GetString(reader.GetTypeDefinition((TypeDefinitionHandle)type).Name),
                _ => "",
            };
        }
    }
}
