using System.Text.Json;
using Ketrew.Expander.Packages.Listing;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Output;

/// <summary>Plugin packages, with their stanzas or why they have none.</summary>
/// <param name="Packages">In the order in which they are shown.</param>
/// <param name="Root">Absolute; folders below it are shown relative to it.</param>
internal sealed record PackageTable(ValueList<ListedPackage> Packages, string Root)
{
    /// <summary>A table for people.</summary>
    public string ToText() => Packages.IsEmpty
        ? "no plugin package is installed\n"
        : Columns.Of([["package", "version", "where", "stanzas"], .. Packages.SelectMany(Rows)]);

    /// <summary>Name, version, folder and prefix, one package a line.</summary>
    public string ToFolders() => Columns.Of([.. Packages.Select(package => (string[])[package.Name, package.Version.ToString(), PlaceOf(package), package.Folder])]);

    /// <summary>The same for programs: an object with <c>packages</c>.</summary>
    public string ToJson() => JsonText.Of(writer =>
    {
        writer.WriteStartArray("packages");
        foreach (ListedPackage package in Packages)
        {
            writer.WriteStartObject();
            Write(writer, package);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private IEnumerable<string[]> Rows(ListedPackage package)
    {
        string[] details =
        [
            .. package.Stanzas.IsEmpty ? [] : new[] { string.Join(", ", package.Stanzas) },
            .. package.Backends.IsEmpty ? [] : new[] { $"backends: {string.Join(", ", package.Backends)}" },
            .. package.Problems.Select(ProblemLine.Of),
        ];
        if (details.Length == 0)
        {
            details = ["none: it has sites, or files for them"];
        }

        string version = package.IsPreferred ? package.Version.ToString() : $"({package.Version})";
        yield return [package.Name, version, PlaceOf(package), details[0]];
        foreach (string detail in details.Skip(1))
        {
            yield return ["", "", "", detail];
        }
    }

    private string PlaceOf(ListedPackage package) => package.Prefix?.Name ?? Path.GetRelativePath(Root, package.Folder).Replace('\\', '/') switch
    {
        "." => ".",
        var folder => $"./{folder}",
    };

    private static void Write(Utf8JsonWriter writer, ListedPackage package)
    {
        writer.WriteString("name", package.Name);
        writer.WriteString("version", package.Version.ToString());
        writer.WriteString("description", package.Manifest?.Description ?? "");
        writer.WriteString("folder", package.Folder);
        if (package.Prefix is { } prefix)
        {
            writer.WriteString("prefix", prefix.Name);
            writer.WriteString("prefixDirectory", prefix.Path);
        }

        writer.WriteBoolean("preferred", package.IsPreferred);
        JsonLine.WriteList(writer, "stanzas", package.Stanzas);
        JsonLine.WriteList(writer, "backends", package.Backends);
        ProblemLine.WriteList(writer, package.Problems);
    }
}
