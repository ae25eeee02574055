using Ketrew.Stanzas.DotNet.Markup;

namespace Ketrew.Stanzas.DotNet.Solutions;

/// <summary>The format of <c>.slnx</c>.</summary>
internal static class XmlSolution
{
    /// <summary>The lines that are about projects and what is built of them.</summary>
    public const string TellingLines = @"<!--|-->|</?(Project|BuildDependency|Build)\b|\b(Path|Project|Solution)\s*=|^[^<]*>";

    /// <summary>Reads it.</summary>
    /// <param name="lines">Its telling lines.</param>
    /// <param name="configuration">What is built.</param>
    public static Solution Read(IEnumerable<string> lines, string configuration)
    {
        List<string> paths = [];
        List<string> unbuilt = [];
        List<(string From, string To)> edges = [];
        foreach (MarkupTag tag in MarkupScanner.Scan(lines).Where(tag => tag.Kind != TagKind.Closing))
        {
            switch (tag.Name)
            {
                case "Project":
                    paths.Add(tag["Path"].Replace('\\', '/'));
                    break;
                case "BuildDependency" when paths.Count > 0:
                    edges.Add((paths[^1], tag["Project"].Replace('\\', '/')));
                    break;
                case "Build" when paths.Count > 0 && tag["Project"].Equals("false", StringComparison.OrdinalIgnoreCase) && Covers(tag["Solution"], configuration):
                    unbuilt.Add(paths[^1]);
                    break;
                default:
                    break;
            }
        }

        return new Solution([.. paths], [.. unbuilt], [.. edges]);
    }

    // `Release|*`, `*|x64`, or nothing, which means all.
    private static bool Covers(string solution, string configuration) =>
        solution.Split('|')[0] is var name && (name is "" or "*" || name.Equals(configuration, StringComparison.OrdinalIgnoreCase));
}
