using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Schemas;

/// <summary>A node as the JSON value that a reader of YAML 1.2 makes of it.</summary>
internal static class NodeJson
{
    /// <summary>Writes a node. What JSON has no number for (an infinity, not-a-number) becomes text.</summary>
    public static void Write(Utf8JsonWriter writer, Node node)
    {
        switch (node)
        {
            case ScalarNode scalar:
                WriteScalar(writer, scalar);
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
                foreach (FieldNode field in mapping.Fields)
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

    private static void WriteScalar(Utf8JsonWriter writer, ScalarNode scalar)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Null:
                writer.WriteNullValue();
                break;
            case ScalarKind.Boolean:
                writer.WriteBooleanValue(scalar.Text is "true" or "True" or "TRUE");
                break;
            case ScalarKind.Integer or ScalarKind.Float when NumberOf(scalar.Text) is { } number:
                writer.WriteRawValue(number);
                break;
            default:
                writer.WriteStringValue(scalar.Text);
                break;
        }
    }

    // Null for what is no number of JSON.
    private static string? NumberOf(string text)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, invariant, out ulong hexadecimal) ? hexadecimal.ToString(invariant) : null;
        }

        if (text.StartsWith("0o", StringComparison.Ordinal))
        {
            return text.Length is > 2 and < 23 ? text[2..].Aggregate(0UL, (value, digit) => (value << 3) + digit - '0').ToString(invariant) : null;
        }

        return decimal.TryParse(text, NumberStyles.Float, invariant, out decimal exact) ? exact.ToString(invariant)
            : double.TryParse(text, NumberStyles.Float, invariant, out double number) && double.IsFinite(number) ? number.ToString("R", invariant)
            : null;
    }
}
