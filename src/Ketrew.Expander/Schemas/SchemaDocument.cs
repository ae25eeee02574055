using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;

namespace Ketrew.Expander.Schemas;

/// <summary>A schema as a whole: what editors call the file, what it may hold, and the definitions that this refers to.</summary>
internal static class SchemaDocument
{
    // The text goes into a file, not into a page: what people read stays as it is.
    private static readonly JsonWriterOptions _options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    /// <param name="file">What the files may hold.</param>
    /// <param name="title">What editors call such a file.</param>
    /// <param name="stamp">Kept in it as its comment.</param>
    /// <param name="writeDefinitions">Writes them into the object that is open.</param>
    public static string Write(FieldType.Record file, string title, string stamp, Action<Utf8JsonWriter> writeDefinitions)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, _options))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            writer.WriteString("$comment", stamp);
            writer.WriteString("title", title);
            new TypeSchema(writer, "").WriteKeywords(file, takesNull: false);
            writer.WriteStartObject("definitions");
            writeDefinitions(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>Writes what references mean.</summary>
    /// <param name="writer">Takes the definitions.</param>
    /// <param name="types">The types.</param>
    /// <param name="prefix">What their names have before them.</param>
    public static void WriteTypes(Utf8JsonWriter writer, ValueList<NamedType> types, string prefix)
    {
        foreach (NamedType type in types)
        {
            writer.WritePropertyName(prefix + type.Name);
            new TypeSchema(writer, prefix).Write(type.Type);
        }
    }
}
