using System.Reflection;

namespace Ketrew.CommandLine.Projects;

/// <summary>The small working example that <c>ketrew init</c> writes.</summary>
internal static class Starter
{
    private const string Prefix = "starter/";

    /// <summary>The schema that its workflow file names; the first run completes it.</summary>
    public const string SchemaFile = ".ketrew/workflow.schema.json";

    /// <summary>Its files: relative path with <c>/</c>, and content.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } = Read();

    private static SortedDictionary<string, string> Read()
    {
        Assembly assembly = typeof(Starter).Assembly;
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            string path = name[Prefix.Length..].Replace('\\', '/');
            files.Add(NameOf(path), reader.ReadToEnd().ReplaceLineEndings("\n"));
        }

        return files;
    }

    // Under their real names, tools would take them for files of this repository.
    private static string NameOf(string path) =>
        path == "gitignore" ? ".gitignore" : path.EndsWith(".template", StringComparison.Ordinal) ? path[..^".template".Length] : path;
}
