using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ketrew.CommandLine.Output;

/// <summary>One JSON object on one line.</summary>
internal static class JsonLine
{
    /// <summary>The line, without its end.</summary>
    /// <param name="write">Writes the properties.</param>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A property that holds texts.</summary>
    public static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> items)
    {
        writer.WriteStartArray(name);
        foreach (string item in items)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}
