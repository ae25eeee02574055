using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Ketrew.Expander.Reading;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Observations;

/// <summary>Finds one value in a JSON, YAML or XML text.</summary>
internal static class ValueReader
{
    /// <summary>Answers with a scalar's text, canonical JSON for anything else, the inner text of an XML element, or that it is missing.</summary>
    /// <param name="path">The extension says what the text is.</param>
    /// <param name="text">The whole file.</param>
    /// <param name="pointer">RFC 6901; in XML element names, the last may be <c>@attribute</c>.</param>
    public static Answer Read(ProjectPath path, string text, string pointer) => path.Extension switch
    {
        _ when pointer.Length > 0 && pointer[0] != '/' => new Answer.Refused($"`{pointer}` is no pointer: it begins with `/`"),
        ".json" => ReadJson(path, text, new FieldPath(pointer).Components),
        ".yaml" or ".yml" => ReadYaml(path, text, new FieldPath(pointer).Components),
        _ => ReadXml(path, text, new FieldPath(pointer).Components),
    };

    private static Answer ReadJson(ProjectPath path, string text, ValueList<string> pointer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            JsonElement element = document.RootElement;
            foreach (string component in pointer)
            {
                if (!TryStep(element, component, out element))
                {
                    return new Answer.Missing();
                }
            }

            return new Answer.Text(element.ValueKind == JsonValueKind.String ? element.GetString()! : Canonical(element));
        }
        catch (JsonException exception)
        {
            return new Answer.Refused($"`{path}` is no JSON (line {exception.LineNumber + 1})");
        }
        catch (InvalidOperationException)
        {
            // All that System.Text.Json leaves unchecked until a text is wanted.
            return new Answer.Refused($"`{path}` is no JSON: an escape in it is half a character");
        }
    }

    private static bool TryStep(JsonElement element, string component, out JsonElement next)
    {
        next = default;
        return element.ValueKind switch
        {
            JsonValueKind.Object => element.TryGetProperty(component, out next),
            JsonValueKind.Array when int.TryParse(component, out int index) && index >= 0 && index < element.GetArrayLength() => (next = element[index]).ValueKind != JsonValueKind.Undefined,
            _ => false,
        };
    }

    private static string Canonical(JsonElement element)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Answer ReadYaml(ProjectPath path, string text, ValueList<string> pointer)
    {
        ReadResult result = YamlReader.Read(text, path.Value);
        if (!result.Diagnostics.IsEmpty)
        {
            return new Answer.Refused($"`{path}` is no YAML that Ketrew reads: {result.Diagnostics[0].Message}");
        }

        Node? node = result.Root;
        foreach (string component in pointer)
        {
            node = node switch
            {
                MappingNode mapping => mapping[component],
                SequenceNode sequence when int.TryParse(component, out int index) && index >= 0 && index < sequence.Items.Count => sequence.Items[index],
                _ => null,
            };
        }

        return node switch
        {
            null => new Answer.Missing(),
            ScalarNode scalar => new Answer.Text(scalar.Text),
            _ => new Answer.Text(CanonicalText.Of(node)),
        };
    }

    private static Answer ReadXml(ProjectPath path, string text, ValueList<string> pointer)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            IEnumerable<XElement> found = [new XElement("document", XElement.Load(reader))];
            foreach (string component in pointer)
            {
                if (component is ['@', .. var name])
                {
                    return found.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name) is { } attribute
                        ? new Answer.Text(attribute.Value)
                        : new Answer.Missing();
                }

                found = found.Elements().Where(element => element.Name.LocalName == component);
            }

            return found.FirstOrDefault() is { } match ? new Answer.Text(match.Value) : new Answer.Missing();
        }
        catch (XmlException exception)
        {
            return new Answer.Refused($"`{path}` is no XML (line {exception.LineNumber})");
        }
    }
}
