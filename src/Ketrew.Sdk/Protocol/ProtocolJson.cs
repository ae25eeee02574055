using System.Text.Json.Serialization;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Templates;

namespace Ketrew.Sdk.Protocol;

/// <summary>How messages are written: source-generated, so that the engine needs no reflection. A message without one of its parts is refused, not filled with nulls.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = ProtocolJson.MaxDepth,
    Converters =
    [
        typeof(NodeJsonConverter), typeof(ValueListConverter<string>), typeof(ValueListConverter<FieldDescription>), typeof(ValueListConverter<NamedType>),
        typeof(ValueListConverter<StanzaDescription>),
    ])]
[JsonSerializable(typeof(ProtocolMessage))]
[JsonSerializable(typeof(TemplateNode.Text), TypeInfoPropertyName = "TemplateNodeText")]
[JsonSerializable(typeof(TemplateNode.List), TypeInfoPropertyName = "TemplateNodeList")]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(FieldDescription[]))]
[JsonSerializable(typeof(NamedType[]))]
[JsonSerializable(typeof(StanzaDescription[]))]
[JsonSerializable(typeof(ValueList<StanzaDescription>))]
internal sealed partial class ProtocolJson : JsonSerializerContext
{
    /// <summary>How deep JSON may nest. A mapping takes two levels and a workflow file may be 200 deep, so this leaves room for what a plugin wraps around it.</summary>
    public const int MaxDepth = 512;
}
