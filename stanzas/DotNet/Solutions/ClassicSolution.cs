using System.Text.RegularExpressions;

namespace Ketrew.Stanzas.DotNet.Solutions;

/// <summary>The format of <c>.sln</c>.</summary>
internal static partial class ClassicSolution
{
    /// <summary>The lines that are about projects and what is built of them.</summary>
    public const string TellingLines = @"^Project\(|^EndProject\s*$|^\s*\{[^}]*\} = \{|^\s*(End)?(Project|Global)Section\b|\.(ActiveCfg|Build\.0)\s*=";

    /// <summary>Reads it.</summary>
    /// <param name="lines">Its telling lines.</param>
    /// <param name="configuration">What is built.</param>
    public static Solution Read(IEnumerable<string> lines, string configuration)
    {
        Dictionary<string, string> paths = new(StringComparer.OrdinalIgnoreCase);
        List<(string From, string To)> edges = [];
        HashSet<string> active = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> built = new(StringComparer.OrdinalIgnoreCase);
        string project = "";
        bool isAboutEdges = false;
        foreach (string line in lines)
        {
            if (ProjectLine().Match(line) is { Success: true } declared)
            {
                project = declared.Groups["id"].Value;
                paths[project] = declared.Groups["path"].Value.Replace('\\', '/');
            }
            else if (Section().Match(line) is { Success: true } section)
            {
                isAboutEdges = section.Groups["name"].Value == "ProjectDependencies";
            }
            else if (isAboutEdges && Edge().Match(line) is { Success: true } edge)
            {
                edges.Add((project, edge.Groups["id"].Value));
            }
            else if (Configured().Match(line) is { Success: true } configured && configured.Groups["name"].Value.Equals(configuration, StringComparison.OrdinalIgnoreCase))
            {
                _ = (configured.Groups["what"].Value == "ActiveCfg" ? active : built).Add(configured.Groups["id"].Value);
            }
        }

        return new Solution(
            [.. paths.Values],
            [.. paths.Where(pair => active.Contains(pair.Key) && !built.Contains(pair.Key)).Select(pair => pair.Value)],
            [.. edges.Where(edge => paths.ContainsKey(edge.From) && paths.ContainsKey(edge.To)).Select(edge => (paths[edge.From], paths[edge.To]))]);
    }

    [GeneratedRegex("""
        ^Project\("[^"]*"\)\s*=\s*"[^"]*"\s*,\s*"(?<path>[^"]*)"\s*,\s*"(?<id>[^"]*)"
        """, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ProjectLine();

    [GeneratedRegex(@"^\s*(End)?(Project|Global)Section(\((?<name>\w+)\))?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\s*(?<id>\{[^}]*\}) = \{", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Edge();

    [GeneratedRegex(@"^\s*(?<id>\{[^}]*\})\.(?<name>[^|]*)\|[^=]*\.(?<what>ActiveCfg|Build\.0)\s*=", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Configured();
}
