using System.Text.RegularExpressions;

namespace Ketrew.Conventions.Tests;

/// <summary>What conventions look for in the text of a C# file.</summary>
public static partial class Code
{
    /// <summary>The text without comments and plain strings; interpolated strings stay, since they hold code. Line numbers are kept.</summary>
    /// <param name="text">A C# file.</param>
    public static string WithoutCommentsAndStrings(string text) =>
        CommentOrString().Replace(text, match => match.Value[0] == '$' ? match.Value : new string('\n', match.Value.Count(c => c == '\n')));

    /// <summary>The top-level types that are public, with the number of lines up to the next one or the end.</summary>
    /// <param name="lines">A C# file with a file-scoped namespace, as all of ours.</param>
    public static IReadOnlyList<(string Name, int Lines)> PublicTypes(string[] lines)
    {
        List<(string Name, int Line)> types = [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (PublicType().Match(lines[i]) is { Success: true } match)
            {
                types.Add((match.Groups[1].Value, i));
            }
        }

        return [.. types.Select((type, i) => (type.Name, (i + 1 < types.Count ? types[i + 1].Line : lines.Length) - type.Line))];
    }

    /// <summary>The names of all types, nested ones too.</summary>
    /// <param name="text">A C# file.</param>
    public static IEnumerable<string> TypeNames(string text) =>
        AnyType().Matches(WithoutCommentsAndStrings(text)).Select(match => match.Groups[1].Value);

    /// <summary>The matches of a pattern outside comments and plain strings, as <c>line: text</c>.</summary>
    /// <param name="text">A C# file.</param>
    /// <param name="pattern">What to look for.</param>
    public static IEnumerable<string> Find(string text, Regex pattern)
    {
        string code = WithoutCommentsAndStrings(text);
        return pattern.Matches(code).Select(match => $"{1 + code.AsSpan(0, match.Index).Count('\n')}: {match.Value}");
    }

    /// <summary>Clock, chance, and surroundings, taken out of the air instead of being handed in.</summary>
    [GeneratedRegex("""
        (?<![\w.])(?:System\.)?(?:
            DateTime(?:Offset)?\.(?:Now|UtcNow|Today)
          | Guid\.(?:NewGuid|CreateVersion7)
          | Random\.Shared | new\s+Random\(
          | Environment\.(?:\w*EnvironmentVariables?|NewLine|CurrentDirectory|MachineName|User\w*|Process\w*|Exit\w*|FailFast
              |TickCount\w*|OSVersion|\w*CommandLine\w*|GetFolderPath|System\w*|Is64Bit\w*|Version|WorkingSet)
        )\b
        """, RegexOptions.IgnorePatternWhitespace)]
    public static partial Regex AmbientState();

    /// <summary>The process's own input and output.</summary>
    [GeneratedRegex(@"(?<![\w.])(?:System\.)?Console\.\w+")]
    public static partial Regex ProcessConsole();

    /// <summary>Names that say nothing.</summary>
    [GeneratedRegex("(?:Utils?|Utilities|Helpers?|Common|Managers?|Misc|Base)$")]
    public static partial Regex EmptyName();

    [GeneratedRegex("""
        \$+\"{3,}[\s\S]*?\"{3,} | \$@?\"(?:[^\"\\]|\\.)*\"
        | //[^\n]* | /\*[\s\S]*?\*/
        | \"{3,}[\s\S]*?\"{3,} | @\"(?:[^\"]|\"\")*\" | \"(?:[^\"\\\n]|\\.)*\" | '(?:[^'\\\n]|\\.)+'
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex CommentOrString();

    [GeneratedRegex(@"^public\s(?:[\w\s]*\s)?(?:class|record(?:\s+struct|\s+class)?|struct|interface|enum)\s+(\w+)")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\b(?:class|record(?:\s+struct|\s+class)?|struct|interface|enum)\s+(\w+)\b(?=[\s<({:;])")]
    private static partial Regex AnyType();
}
