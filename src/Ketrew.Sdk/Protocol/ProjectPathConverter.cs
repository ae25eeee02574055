using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ketrew.Sdk.Protocol;

/// <summary>A path as its text.</summary>
internal sealed class ProjectPathConverter : JsonConverter<ProjectPath>
{
    /// <inheritdoc/>
    public override ProjectPath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ProjectPath.TryParse(reader.GetString() ?? "", ProjectPath.Root, out ProjectPath path, out string? problem) ? path : throw new JsonException(problem);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ProjectPath value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
