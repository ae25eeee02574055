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
        SequenceNode sequence => LengthOf(sequence.Items.AsSpan()),
        MappingNode mapping => LengthOf(mapping.Fields.AsSpan()),
        _ => throw new UnreachableException(),
    };

    private static long LengthOf(ReadOnlySpan<Node> items)
    {
        long length = 0;
        foreach (Node item in items)
        {
            length += LengthOf(item);
        }

        return length;
    }

    private static long LengthOf(ReadOnlySpan<FieldNode> fields)
    {
        long length = 0;
        foreach (FieldNode field in fields)
        {
            length += field.Name.Length + LengthOf(field.Value);
        }

        return length;
    }

    // Most often they are in order, and there is nothing to make.
    private static ReadOnlySpan<FieldNode> InOrder(ReadOnlySpan<FieldNode> fields)
    {
        for (int i = 1; i < fields.Length; i++)
        {
            if (string.CompareOrdinal(fields[i - 1].Name, fields[i].Name) > 0)
            {
                return fields.ToArray().OrderBy(field => field.Name, StringComparer.Ordinal).ToArray();
            }
        }

        return fields;
    }

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
                foreach (Node item in sequence.Items.AsSpan())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case MappingNode mapping:
                writer.WriteStartObject();
                foreach (FieldNode field in InOrder(mapping.Fields.AsSpan()))
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
