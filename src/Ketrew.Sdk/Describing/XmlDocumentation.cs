using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Ketrew.Sdk.Describing;

/// <summary>The documentation comments of an assembly, as the compiler writes them into a file beside it.</summary>
internal sealed partial class XmlDocumentation
{
    private readonly Dictionary<string, XElement> _members;

    private XmlDocumentation(Dictionary<string, XElement> members) => _members = members;

    /// <summary>Of an assembly without such a file.</summary>
    public static XmlDocumentation None { get; } = new([]);

    /// <summary>Reads a file.</summary>
    /// <param name="content">The whole file; null, or something else, is no documentation.</param>
    public static XmlDocumentation Read(byte[]? content)
    {
        if (content is null)
        {
            return None;
        }

        try
        {
            using MemoryStream stream = new(content, writable: false);
            using XmlReader reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return new XmlDocumentation(XDocument.Load(reader).Descendants("member")
                .Where(member => member.Attribute("name") is not null)
                .DistinctBy(member => member.Attribute("name")!.Value)
                .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal));
        }
        catch (XmlException)
        {
            return None;
        }
    }

    /// <summary>The summary of a type; empty when there is none.</summary>
    public string SummaryOf(Type type) => TextOf(Find($"T:{NameOf(type)}")?.Element("summary"));

    /// <summary>What is said about a parameter of a record, at the record or at its constructor; empty when nothing is.</summary>
    public string ParameterOf(Type type, string parameter)
    {
        string constructor = $"M:{NameOf(type)}.#ctor(";
        IEnumerable<XElement> places = _members.Where(member => member.Key.StartsWith(constructor, StringComparison.Ordinal)).Select(member => member.Value);
        return places.Prepend(Find($"T:{NameOf(type)}")).OfType<XElement>()
            .SelectMany(member => member.Elements("param"))
            .Where(element => element.Attribute("name")?.Value == parameter)
            .Select(TextOf)
            .FirstOrDefault(text => text.Length > 0) ?? SummaryOf(type, parameter);
    }

    /// <summary>The summary of a property; empty when there is none.</summary>
    public string SummaryOf(Type type, string property) => TextOf(Find($"P:{NameOf(type)}.{property}")?.Element("summary"));

    private XElement? Find(string name) => _members.GetValueOrDefault(name);

    private static string NameOf(Type type)
    {
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return (definition.FullName ?? definition.Name).Replace('+', '.');
    }

    // Paragraphs stay paragraphs; the line breaks of the source mean nothing.
    private static string TextOf(XElement? element)
    {
        if (element is null)
        {
            return "";
        }

        StringBuilder text = new();
        Append(element, text);
        return string.Join("\n\n", text.ToString().Split('\f').Select(paragraph => Blanks().Replace(paragraph, " ").Trim()).Where(paragraph => paragraph.Length > 0));
    }

    private static void Append(XElement element, StringBuilder text)
    {
        foreach (XNode node in element.Nodes())
        {
            switch (node)
            {
                case XText words:
                    text.Append(words.Value);
                    break;
                case XElement { Name.LocalName: "c" or "code" } literal:
                    text.Append('`').Append(literal.Value.Trim()).Append('`');
                    break;
                case XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref", IsEmpty: true } reference:
                    text.Append(NameIn(reference));
                    break;
                case XElement { Name.LocalName: "para" or "item" or "br" } paragraph:
                    text.Append('\f');
                    Append(paragraph, text);
                    text.Append('\f');
                    break;
                case XElement other:
                    Append(other, text);
                    break;
                default:
                    break;
            }
        }
    }

    // `T:Acme.Stanzas.Fields` is for compilers; people call it `Fields`.
    private static string NameIn(XElement reference)
    {
        string name = (reference.Attribute("cref") ?? reference.Attribute("langword") ?? reference.Attribute("name") ?? reference.Attribute("href"))?.Value ?? "";
        string member = name.Length > 2 && name[1] == ':' ? name[2..].Split('(')[0].Split('.')[^1] : name;
        return member.Length == 0 ? "" : $"`{member}`";
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
