using System.Text.Json;
using Ketrew.Expander.Language;
using Ketrew.Sdk.Describing;

namespace Ketrew.Expander.Schemas;

/// <summary>Writes the schema of the workflow files of one directory: the language, and the custom stanzas in scope.</summary>
/// <param name="stanzas">The custom stanzas, in any order.</param>
/// <param name="isOpen">True when there may be stanzas that nobody could look at; then no name is refused.</param>
internal sealed class SchemaText(IEnumerable<VisibleStanza> stanzas, bool isOpen)
{
    private const string StanzaName = "stanza";

    private readonly VisibleStanza[] _stanzas = [.. stanzas.OrderBy(stanza => stanza.Name, StringComparer.Ordinal)];

    /// <summary>Writes it.</summary>
    /// <param name="file">What the files may hold.</param>
    /// <param name="title">What editors call such a file.</param>
    /// <param name="stamp">Kept in it as its comment.</param>
    public string Write(FieldType.Record file, string title, string stamp) => SchemaDocument.Write(file, title, stamp, WriteDefinitions);

    private void WriteDefinitions(Utf8JsonWriter writer)
    {
        writer.WritePropertyName(StanzaList.TypeName);
        new TypeSchema(writer, "").Write(new FieldType.Nullable(new FieldType.List(new FieldType.Reference(StanzaName))));
        writer.WritePropertyName(StanzaName);
        WriteStanza(writer);
        SchemaDocument.WriteTypes(writer, VanillaLanguage.Types, "");
        foreach (VisibleStanza stanza in _stanzas)
        {
            SchemaDocument.WriteTypes(writer, stanza.Description.Types, PrefixOf(stanza));
        }
    }

    // One object with all names instead of one alternative per stanza: what is wrong below a known name is told there.
    private void WriteStanza(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteNumber("minProperties", 1);
        writer.WriteNumber("maxProperties", 1);
        writer.WriteStartObject("properties");
        foreach (FieldDescription stanza in VanillaLanguage.Stanzas)
        {
            writer.WritePropertyName(stanza.Name);
            new TypeSchema(writer, "").Write(stanza);
        }

        foreach (VisibleStanza stanza in _stanzas)
        {
            writer.WritePropertyName(stanza.Name);
            new TypeSchema(writer, PrefixOf(stanza)).Write(new FieldDescription(stanza.Name, stanza.Description.Fields, false, DocumentationOf(stanza)));
        }

        writer.WriteEndObject();
        if (!isOpen)
        {
            writer.WriteBoolean("additionalProperties", false);
        }

        writer.WriteEndObject();
    }

    private static string PrefixOf(VisibleStanza stanza) => $"{stanza.Name}.";

    private static string DocumentationOf(VisibleStanza stanza)
    {
        string since = stanza.Description.Since.Length == 0 ? "" : $", since {stanza.Description.Since}";
        string source = $"A stanza of `{stanza.Plugin}`{since}.";
        return stanza.Description.Documentation.Length == 0 ? source : $"{stanza.Description.Documentation}\n\n{source}";
    }
}
