using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ketrew.CommandLine.Output;

/// <summary>One JSON object, indented for people who look at it.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions _options = new() { Indented = true, NewLine = "\n" };

    /// <summary>The object and a line end.</summary>
    /// <param name="write">Writes the properties.</param>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, _options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}
