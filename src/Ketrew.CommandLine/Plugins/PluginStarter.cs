using System.Reflection;
using Ketrew.CommandLine.Projects;

namespace Ketrew.CommandLine.Plugins;

/// <summary>The package that <c>ketrew plugin new</c> writes: one stanza that does something, with an example that works at once.</summary>
/// <param name="name">Of the package.</param>
/// <param name="kind">One of <see cref="Kinds"/>.</param>
internal sealed class PluginStarter(string name, string kind)
{
    private const string Prefix = "plugin/";
    private const string Ending = ".template";

    // As packages have it, not with what stands behind a `+`.
    private static readonly string _sdk = ProductVersion.Text.Split('+')[0];

    /// <summary>What the stanza of a package can be written in.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["source", "project", "template"];

    // Acme.Jobs for acme.jobs: what a C# project of that name would be called.
    private string Project => string.Join('.', name.Split('.').Select(word => string.Concat(word.Split('-', '_').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]))));

    /// <summary>Its files: relative path with <c>/</c>, and content; in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Read()
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach ((string folder, string resource) in Resources())
        {
            using StreamReader reader = new(typeof(PluginStarter).Assembly.GetManifestResourceStream(resource)!);
            string path = resource[(Prefix.Length + folder.Length + 1)..].Replace('\\', '/');
            files.Add(Fill(NameOf(path)), Fill(reader.ReadToEnd().ReplaceLineEndings("\n")));
        }

        return files;
    }

    /// <summary>Writes it.</summary>
    /// <param name="directory">Absolute; made when it doesn't exist.</param>
    /// <returns>The relative paths of its files.</returns>
    public IEnumerable<string> Write(string directory)
    {
        IReadOnlyDictionary<string, string> files = Read();
        foreach ((string file, string text) in files)
        {
            string path = Path.Combine(directory, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Installation.WriteSdkProperties(Path.Combine(directory, ".ketrew"));
        return files.Keys;
    }

    private IEnumerable<(string Folder, string Resource)> Resources() =>
        from resource in Assembly.GetExecutingAssembly().GetManifestResourceNames()
        from folder in new[] { "any", kind }
        where resource.Replace('\\', '/').StartsWith($"{Prefix}{folder}/", StringComparison.Ordinal)
        select (folder, resource);

    // Under their real names, tools would take them for files of this repository.
    private static string NameOf(string path) =>
        path == "gitignore" ? ".gitignore" : path.EndsWith(Ending, StringComparison.Ordinal) ? path[..^Ending.Length] : path;

    private string Fill(string text) => text
        .Replace("PACKAGE", name, StringComparison.Ordinal)
        .Replace("PROJECT", Project, StringComparison.Ordinal)
        .Replace("SDK_VERSION", _sdk, StringComparison.Ordinal)
        .Replace("SDK_LINE", string.Join('.', _sdk.Split('.', '-')[..2]), StringComparison.Ordinal);
}
