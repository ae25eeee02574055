using System.Text;
using System.Text.RegularExpressions;
using Ketrew.Expander.Promotion;
using Ketrew.Expander.Tests.Plugins;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Expansion;

/// <summary>A folder of <c>testdata/expansion</c>: a workflow that uses plugins, and what is said about it or what it stands for.</summary>
internal static partial class ExpansionCase
{
    private static readonly string[] _plugins = ["Tricks", "Samples", "Unruly", "Broken"];

    public static string Root { get; } = Path.Combine(Repository.Root, "testdata", "expansion");

    public static IEnumerable<string> Names => Directory.GetDirectories(Root).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    /// <summary>All problems; without an error also the expanded files.</summary>
    public static async Task<string> RenderAsync(string name)
    {
        using TrickProject project = new();
        Copy(Path.Combine(Root, name), project);
        foreach (string plugin in _plugins)
        {
            PluginBuilds.CopyTo(project["lib"], plugin);
        }

        // An assembly that isn't a plugin.
        File.Copy(typeof(Xunit.Assert).Assembly.Location, project["lib/Plain.dll"]);
        ExpansionResult result = await project.ExpandAsync();
        StringBuilder text = new(project.Render(result));
        foreach (ExpandedFile file in result.Files.Value)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append("--- ").Append(file.Path.Value).Append('\n').Append(file.ReadableText);
        }

        // Where in a method an exception came from depends on how the plugin was optimized.
        return FrameLine().Replace(text.ToString(), "$1LINE)");
    }

    [GeneratedRegex(@"(note: at .*\.cs:)\d+\)", RegexOptions.CultureInvariant)]
    private static partial Regex FrameLine();

    private static void Copy(string folder, TrickProject project)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("expected.", StringComparison.Ordinal)))
        {
            project.Write(Path.GetRelativePath(folder, file), File.ReadAllText(file));
        }
    }
}
