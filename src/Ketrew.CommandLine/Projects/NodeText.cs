using System.Text.Json;
using Ketrew.Sdk.Syntax;

namespace Ketrew.CommandLine.Projects;

/// <summary>
/// Nodes as plain JSON, and back: text, numbers as they were written, and what is composed of them. Places are lost, and which texts were numbers. So they lie in files
/// that outlast a version; between processes the protocol of plugins keeps more, in a form of its own.
/// </summary>
internal static class NodeText
{
    /// <summary>Writes a node.</summary>
    public static void Write(Utf8JsonWriter writer, Node node)
    {
        switch (node)
        {
            case MappingNode mapping:
                writer.WriteStartObject();
                foreach (FieldNode field in mapping.Fields)
                {
                    writer.WritePropertyName(field.Name);
                    Write(writer, field.Value);
                }

                writer.WriteEndObject();
                break;
            case SequenceNode sequence:
                writer.WriteStartArray();
                foreach (Node item in sequence.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ScalarNode { Kind: ScalarKind.Null }:
                writer.WriteNullValue();
                break;
            case ScalarNode { Kind: ScalarKind.Boolean } flag:
                writer.WriteBooleanValue(flag.Text is "true" or "True" or "TRUE");
                break;
            case ScalarNode scalar:
                // Numbers, too: how they were written is all that those who read settings want.
                writer.WriteStringValue(scalar.Text);
                break;
        }
    }

    /// <summary>Reads what was written.</summary>
    public static Node Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new MappingNode([.. element.EnumerateObject().Select(property => new FieldNode(property.Name, Read(property.Value)))]),
        JsonValueKind.Array => new SequenceNode([.. element.EnumerateArray().Select(Read)]),
        JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        JsonValueKind.Null => new ScalarNode("", ScalarKind.Null),
        _ => Node.String(element.ToString()),
    };
}
