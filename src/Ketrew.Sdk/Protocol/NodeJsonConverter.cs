using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Protocol;

/// <summary>
/// A node as JSON: text is a string, a list an array, nothing <c>null</c>. What JSON can't say exactly is an object with one property:
/// <c>{"b":"true"}</c>, <c>{"i":"0x1F"}</c>, <c>{"f":"1.0"}</c>, and <c>{"m":["name",value,…]}</c>, which keeps the order of fields.
/// </summary>
internal sealed class NodeJsonConverter : JsonConverter<Node>
{
    public override bool HandleNull => true;

    public override Node Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadNode(ref reader);

    public override void Write(Utf8JsonWriter writer, Node value, JsonSerializerOptions options) => WriteNode(writer, value);

    private static Node ReadNode(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => Node.String(reader.GetString()!),
        JsonTokenType.Null => new ScalarNode("", ScalarKind.Null),
        JsonTokenType.StartArray => new SequenceNode(ReadItems(ref reader).ToValueList()),
        JsonTokenType.StartObject => ReadObject(ref reader),
        _ => throw new JsonException($"A node can't begin with {reader.TokenType}."),
    };

    private static void WriteNode(Utf8JsonWriter writer, Node value)
    {
        switch (value)
        {
            case ScalarNode scalar:
                WriteScalar(writer, scalar);
                break;
            case SequenceNode sequence:
                writer.WriteStartArray();
                foreach (Node item in sequence.Items)
                {
                    WriteNode(writer, item);
                }

                writer.WriteEndArray();
                break;
            case MappingNode mapping:
                writer.WriteStartObject();
                writer.WriteStartArray("m");
                foreach (FieldNode field in mapping.Fields)
                {
                    writer.WriteStringValue(field.Name);
                    WriteNode(writer, field.Value);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, ScalarNode scalar)
    {
        string? property = scalar.Kind switch
        {
            ScalarKind.Boolean => "b",
            ScalarKind.Integer => "i",
            ScalarKind.Float => "f",
            _ => null,
        };
        if (property is not null)
        {
            writer.WriteStartObject();
            writer.WriteString(property, scalar.Text);
            writer.WriteEndObject();
        }
        else if (scalar.Kind == ScalarKind.Null)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStringValue(scalar.Text);
        }
    }

    private static List<Node> ReadItems(ref Utf8JsonReader reader)
    {
        List<Node> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadNode(ref reader));
        }

        return items;
    }

    private static Node ReadObject(ref Utf8JsonReader reader)
    {
        reader.Read();
        string? property = reader.GetString();
        reader.Read();
        Node node = property switch
        {
            "b" => new ScalarNode(reader.GetString() ?? "", ScalarKind.Boolean),
            "i" => new ScalarNode(reader.GetString() ?? "", ScalarKind.Integer),
            "f" => new ScalarNode(reader.GetString() ?? "", ScalarKind.Float),
            "m" => ReadMapping(ref reader),
            _ => throw new JsonException($"A node can't have the property {property}."),
        };
        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? node : throw new JsonException("A node has one property only.");
    }

    private static MappingNode ReadMapping(ref Utf8JsonReader reader)
    {
        List<FieldNode> fields = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string name = reader.GetString() ?? "";
            reader.Read();
            fields.Add(new FieldNode(name, ReadNode(ref reader)));
        }

        return new MappingNode(fields.ToValueList());
    }
}
