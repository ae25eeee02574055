using System.Text.Json.Serialization;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Sdk.Protocol.Backends;

/// <summary>How <see cref="BackendMessage"/>s are written. Apart from <see cref="ProtocolJson"/>, so that a host for stanzas doesn't begin with them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = ProtocolJson.MaxDepth,
    Converters =
    [
        typeof(NodeJsonConverter), typeof(ProjectPathConverter), typeof(ValueListConverter<string>), typeof(ValueListConverter<ValueList<string>>),
        typeof(ValueListConverter<NamedValue>), typeof(ValueListConverter<ProjectPath>), typeof(ValueListConverter<Step>),
        typeof(ValueListConverter<AttemptReference>), typeof(ValueListConverter<AttemptObservation>), typeof(ValueListConverter<KillAnswer>),
        typeof(ValueListConverter<QueryDescription>),
    ])]
[JsonSerializable(typeof(BackendMessage))]
[JsonSerializable(typeof(AttemptObservation.Ended), TypeInfoPropertyName = "ObservedEnd")]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(ValueList<string>[]))]
[JsonSerializable(typeof(NamedValue[]))]
[JsonSerializable(typeof(ProjectPath[]))]
[JsonSerializable(typeof(Step[]))]
[JsonSerializable(typeof(AttemptReference[]))]
[JsonSerializable(typeof(AttemptObservation[]))]
[JsonSerializable(typeof(KillAnswer[]))]
[JsonSerializable(typeof(QueryDescription[]))]
internal sealed partial class BackendJson : JsonSerializerContext;
