using System.Text;
using System.Text.Json;
using Ketrew.Expander.Packages.Listing;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Output;

/// <summary>Sites, directory by directory, with who put which file there.</summary>
/// <param name="Sites">In the order in which they are shown.</param>
internal sealed record SiteTable(ValueList<ListedSite> Sites)
{
    /// <summary>Lists for people.</summary>
    public string ToText() => Sites.IsEmpty ? "no installed package defines a site\n" : string.Join('\n', Sites.Select(TextOf));

    /// <summary>The same for programs: an object with <c>sites</c>.</summary>
    public string ToJson() => JsonText.Of(writer =>
    {
        writer.WriteStartArray("sites");
        foreach (ListedSite site in Sites)
        {
            writer.WriteStartObject();
            writer.WriteString("name", site.Name.ToString());
            writer.WriteString("description", site.Description);
            JsonLine.WriteList(writer, "directories", site.Directories);
            WriteFiles(writer, site);
            ProblemLine.WriteList(writer, site.Problems);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static string TextOf(ListedSite site)
    {
        StringBuilder text = new();
        text.Append($"{site.Name}{(site.Description.Length == 0 ? "" : $": {site.Description}")}\n");
        foreach (string directory in site.Directories)
        {
            string[][] rows = [.. site.Files.Where(file => file.Directory == directory).Select(Row)];
            text.Append($"  {directory}\n").Append(Columns.Of(rows));
        }

        foreach (string line in site.Problems.Select(ProblemLine.Of))
        {
            text.Append($"  {line}\n");
        }

        return site.Files.IsEmpty ? text.Append("  nobody put a file there\n").ToString() : text.ToString();
    }

    private static string[] Row(ListedSiteFile file) => [$"    {file.Path}", file.Package ?? "by hand", file.IsHidden ? "hidden" : ""];

    private static void WriteFiles(Utf8JsonWriter writer, ListedSite site)
    {
        writer.WriteStartArray("files");
        foreach (ListedSiteFile file in site.Files)
        {
            writer.WriteStartObject();
            writer.WriteString("name", file.Path.Value);
            writer.WriteString("file", file.FullPath);
            writer.WriteString("directory", file.Directory);
            if (file.Package is { } package)
            {
                writer.WriteString("package", package);
            }

            writer.WriteBoolean("hidden", file.IsHidden);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
