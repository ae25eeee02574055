using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Observations;

/// <summary>A node as JSON text that depends on its meaning only: no positions, no comments, fields in ordinal order.</summary>
internal static class CanonicalText
{
    // `0x1F` is a number of YAML but not of JSON; it is kept as written, so nothing is validated.
    private static readonly JsonWriterOptions _options = new() { SkipValidation = true };

    /// <summary>The text of a node.</summary>
    public static string Of(Node node)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, _options))
        {
            Write(writer, node);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Roughly how many characters a node is, without making the text.</summary>
    public static long LengthOf(Node node) => node switch
    {
        ScalarNode scalar => scalar.Text.Length,
        SequenceNode sequence => sequence.Items.Sum(LengthOf),
        MappingNode mapping => mapping.Fields.Sum(field => field.Name.Length + LengthOf(field.Value)),
        _ => throw new UnreachableException(),
    };

    private static void Write(Utf8JsonWriter writer, Node node)
    {
        switch (node)
        {
            case ScalarNode { Kind: ScalarKind.Text } scalar:
                writer.WriteStringValue(scalar.Text);
                break;
            case ScalarNode { Kind: ScalarKind.Null }:
                writer.WriteNullValue();
                break;
            case ScalarNode scalar:
                writer.WriteRawValue(scalar.Text, skipInputValidation: true);
                break;
            case SequenceNode sequence:
                writer.WriteStartArray();
                foreach (Node item in sequence.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case MappingNode mapping:
                writer.WriteStartObject();
                foreach (FieldNode field in mapping.Fields.OrderBy(field => field.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(field.Name);
                    Write(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            default:
                throw new UnreachableException();
        }
    }
}
