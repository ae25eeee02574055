using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;

namespace Ketrew.PluginHost.Statics;

/// <summary>Which field types can't change after they were made: a list of the framework's and the SDK's, and the plugin's own when everything in them can't.</summary>
/// <param name="reader">The assembly whose fields are asked about.</param>
internal sealed class ImmutableTypes(MetadataReader reader) : ISignatureTypeProvider<Mutability, object?>
{
    private readonly Dictionary<TypeDefinitionHandle, Mutability> _own = [];

    /// <summary>True when the value of a field that is never assigned again stays what it is.</summary>
    public bool Contains(FieldDefinition field) => field.DecodeSignature(this, null) == Mutability.Never;

    public Mutability GetPrimitiveType(PrimitiveTypeCode typeCode) =>
        typeCode is PrimitiveTypeCode.Object or PrimitiveTypeCode.TypedReference ? Mutability.Possible : Mutability.Never;

    public Mutability GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        reader.FullName(reader.GetTypeReference(handle)) is { } name ? KnownTypes.MutabilityOf(name) : Mutability.Possible;

    public Mutability GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        if (!_own.TryGetValue(handle, out Mutability known))
        {
            // A type that holds itself is judged by its other fields.
            _own[handle] = Mutability.Never;
            _own[handle] = known = Judge(reader.GetTypeDefinition(handle));
        }

        return known;
    }

    public Mutability GetGenericInstantiation(Mutability genericType, ImmutableArray<Mutability> typeArguments) =>
        genericType == Mutability.OfArguments && typeArguments.All(argument => argument == Mutability.Never) ? Mutability.Never : Mutability.Possible;

    public Mutability GetModifiedType(Mutability modifier, Mutability unmodifiedType, bool isRequired) => unmodifiedType;

    public Mutability GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public Mutability GetArrayType(Mutability elementType, ArrayShape shape) => Mutability.Possible;

    public Mutability GetSZArrayType(Mutability elementType) => Mutability.Possible;

    public Mutability GetByReferenceType(Mutability elementType) => Mutability.Possible;

    public Mutability GetPointerType(Mutability elementType) => Mutability.Possible;

    public Mutability GetPinnedType(Mutability elementType) => Mutability.Possible;

    public Mutability GetFunctionPointerType(MethodSignature<Mutability> signature) => Mutability.Possible;

    public Mutability GetGenericMethodParameter(object? genericContext, int index) => Mutability.Possible;

    public Mutability GetGenericTypeParameter(object? genericContext, int index) => Mutability.Possible;

    private Mutability Judge(TypeDefinition type)
    {
        string? baseName = reader.BaseName(type);
        if (baseName == "System.Enum" || (baseName == KnownTypes.Regex && IsGeneratedRegex(type)))
        {
            return Mutability.Never;
        }

        bool isClosed = baseName == "System.ValueType" || (baseName == "System.Object" && type.Attributes.HasFlag(TypeAttributes.Sealed));
        return isClosed && type.GetFields().All(IsFixed) ? Mutability.Never : Mutability.Possible;
    }

    private bool IsFixed(FieldDefinitionHandle handle)
    {
        FieldDefinition field = reader.GetFieldDefinition(handle);
        return field.Attributes.HasFlag(FieldAttributes.Static)
            || (field.Attributes.HasFlag(FieldAttributes.InitOnly) && Contains(field));
    }

    private bool IsGeneratedRegex(TypeDefinition type) => reader.GetString(type.Namespace) == "System.Text.RegularExpressions.Generated";
}
