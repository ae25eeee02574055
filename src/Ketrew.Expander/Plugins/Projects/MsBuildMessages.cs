using System.Globalization;
using System.Text.RegularExpressions;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Plugins.Projects;

/// <summary>Reads the errors out of what a build prints.</summary>
internal static partial class MsBuildMessages
{
    /// <summary>The errors, each once, in the order printed.</summary>
    /// <param name="output">Lines such as <c>/x/A.cs(3,7): error CS1002: ; expected [/x/X.csproj]</c>.</param>
    /// <param name="root">What the places are told relative to.</param>
    /// <param name="command">Shows more.</param>
    public static ValueList<Diagnostic> Errors(string output, string root, string command) => output
        .ReplaceLineEndings("\n")
        .Split('\n')
        .Select(line => Pattern().Match(line))
        .Where(match => match.Success)
        .Select(match => PluginProjectProblem.CompilerError(match.Groups["code"].Value, match.Groups["text"].Value, SpanOf(match, root), command))
        .Distinct()
        .ToValueList();

    private static SourceSpan? SpanOf(Match match, string root)
    {
        string file = match.Groups["file"].Value.Trim();
        if (!Path.IsPathFullyQualified(file))
        {
            return null;
        }

        int line = Number(match, "line", 1);
        int column = Number(match, "column", 1);
        return new SourceSpan(
            Path.GetRelativePath(root, file).Replace('\\', '/'), line, column, Number(match, "endLine", line), Number(match, "endColumn", column + 1));
    }

    private static int Number(Match match, string group, int whenMissing) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? Math.Max(number, 1) : whenMissing;

    [GeneratedRegex(
        @"^\s*(?<file>[^:]*?|[A-Za-z]:[^:]*?)(?:\((?<line>[0-9]+)(?:,(?<column>[0-9]+)(?:,(?<endLine>[0-9]+),(?<endColumn>[0-9]+))?)?\))?\s*:\s*error\s*(?<code>[A-Za-z]+[0-9]+)?\s*:\s*(?<text>.*?)(?:\s+\[[^\[\]]+\])?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
