using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ketrew.Sdk.Protocol;

/// <summary>A list as an array. A null in it is refused: records say that there is none.</summary>
/// <typeparam name="T">Items; the serializer must know their array.</typeparam>
internal sealed class ValueListConverter<T> : JsonConverter<ValueList<T>>
{
    /// <inheritdoc/>
    public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        T[] items = JsonSerializer.Deserialize(ref reader, ArrayOf(options)) ?? throw new JsonException("A list is wanted.");
        return Array.Exists(items, static item => item is null) ? throw new JsonException("A list holds null.") : ValueList.Create<T>(items);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, [.. value], ArrayOf(options));

    private static JsonTypeInfo<T[]> ArrayOf(JsonSerializerOptions options) => (JsonTypeInfo<T[]>)options.GetTypeInfo(typeof(T[]));
}
