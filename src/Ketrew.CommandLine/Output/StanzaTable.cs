using Ketrew.Expander.Packages.Listing;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Output;

/// <summary>The custom stanzas that may be used in a directory.</summary>
/// <param name="Directory">In the project.</param>
/// <param name="Stanzas">Of those with one name the one that is meant first.</param>
internal sealed record StanzaTable(ProjectPath Directory, ValueList<VisibleStanza> Stanzas)
{
    /// <summary>A table for people.</summary>
    public string ToText() => Stanzas.IsEmpty
        ? $"no custom stanza is in scope in `{Directory}`\n"
        : Columns.Of([["stanza", "plugin", "declared at", ""], .. Stanzas.Select(Row)]);

    /// <summary>The same for programs: an object with <c>stanzas</c>.</summary>
    public string ToJson() => JsonText.Of(writer =>
    {
        writer.WriteString("directory", Directory.Value);
        writer.WriteStartArray("stanzas");
        foreach (VisibleStanza stanza in Stanzas)
        {
            writer.WriteStartObject();
            writer.WriteString("name", stanza.Name);
            writer.WriteString("plugin", stanza.Plugin);
            ProblemLine.WritePlace(writer, stanza.DeclaredAt);
            if (stanza.HiddenBy is { } other)
            {
                writer.WriteString("hiddenBy", other);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static string[] Row(VisibleStanza stanza) =>
        [stanza.Name, stanza.Plugin, stanza.DeclaredAt?.ToString() ?? "the program itself", stanza.HiddenBy is { } other ? $"hidden by {other}" : ""];
}
