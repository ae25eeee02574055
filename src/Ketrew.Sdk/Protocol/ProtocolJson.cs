using System.Text.Json.Serialization;

namespace Ketrew.Sdk.Protocol;

/// <summary>How messages are written: source-generated, so that the engine needs no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    MaxDepth = 512,
    Converters = [typeof(NodeJsonConverter)])]
[JsonSerializable(typeof(ProtocolMessage))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
