using System.Text.RegularExpressions;

namespace Ketrew.Conventions.Tests;

/// <summary>What conventions look for in a Markdown file.</summary>
public static partial class Markdown
{
    /// <summary>The lines of all fenced blocks of one language, without blank and comment lines.</summary>
    /// <param name="lines">A Markdown file.</param>
    /// <param name="language">What stands behind the opening fence, exactly.</param>
    public static IEnumerable<string> Fenced(string[] lines, string language)
    {
        string? open = null;
        foreach (string line in lines)
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                open = open is null ? line.Trim()[3..] : null;
            }
            else if (open == language && line.Trim() is { Length: > 0 } text && text[0] != '#')
            {
                yield return text;
            }
        }
    }

    /// <summary>The files and folders that links and images point to, as written, without anchors; other sites and code are left out.</summary>
    /// <param name="lines">A Markdown file.</param>
    public static IEnumerable<string> LinkedFiles(string[] lines)
    {
        bool inFence = false;
        foreach (string line in lines)
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                inFence = !inFence;
            }
            else if (!inFence)
            {
                foreach (Match match in Link().Matches(InlineCode().Replace(line, "")))
                {
                    yield return match.Groups[1].Value;
                }
            }
        }
    }

    [GeneratedRegex(@"\]\((?![a-z]+:|#)([^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();
}
