using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ketrew.Sdk;

/// <summary>The text of a pattern: what is special in it, and its normal form.</summary>
internal static class GlobSyntax
{
    private static readonly SearchValues<char> _wildcards = SearchValues.Create("*?[{");
    private static readonly SearchValues<char> _special = SearchValues.Create("*?[]{}!\\");

    /// <summary>True when no character of the text has a meaning in patterns: the quick test for most paths.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => !text.ContainsAny(_special);

    /// <summary>True when the pattern matches one path only and doesn't exclude.</summary>
    public static bool IsLiteral(ReadOnlySpan<char> pattern)
    {
        if (pattern is ['!', ..])
        {
            return false;
        }

        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (_wildcards.Contains(pattern[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A pattern that matches the text only.</summary>
    public static string Escape(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        StringBuilder escaped = new(text.Length + 4);
        foreach (char character in text)
        {
            (_special.Contains(character) ? escaped.Append('\\') : escaped).Append(character);
        }

        return escaped.ToString();
    }

    /// <summary>The text that a literal pattern matches; a <c>\</c> at its end means itself.</summary>
    public static string Unescape(string pattern)
    {
        if (!pattern.Contains('\\', StringComparison.Ordinal))
        {
            return pattern;
        }

        StringBuilder text = new(pattern.Length);
        for (int i = 0; i < pattern.Length; i++)
        {
            i += pattern[i] == '\\' && i + 1 < pattern.Length ? 1 : 0;
            text.Append(pattern[i]);
        }

        return text.ToString();
    }

    /// <summary>Makes a pattern relative to the project's root, without <c>.</c>, <c>..</c> and empty components.</summary>
    public static bool TryNormalize(string text, ProjectPath directory, [NotNullWhen(true)] out string? pattern, [NotNullWhen(false)] out string? problem)
    {
        bool excludes = text is ['!', ..];
        string body = excludes ? text[1..] : text;
        pattern = null;
        problem = FindProblem(body);
        List<string> parts = directory.IsRoot ? [] : [.. directory.Value.Split('/').Select(Escape)];
        foreach (string part in problem is null ? Split(body) : [])
        {
            if (part is "..")
            {
                problem ??= parts switch
                {
                    [] => $"`{text}` leaves the project",
                    [.., var last] when !IsLiteral(last) => $"`..` can't follow a wildcard in `{text}`",
                    _ => null,
                };
                if (problem is not null)
                {
                    return false;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        if (problem is not null)
        {
            return false;
        }

        string joined = parts.Count == 0 ? "." : string.Join('/', parts);
        pattern = excludes ? $"!{joined}" : joined;
        return true;
    }

    /// <summary>How a normalized pattern is written by someone who stands in a directory.</summary>
    public static string RelativeTo(string pattern, ProjectPath directory)
    {
        bool excludes = pattern is ['!', ..];
        List<string> to = Split(excludes ? pattern[1..] : pattern);
        string[] from = directory.IsRoot ? [] : directory.Value.Split('/');
        int common = 0;
        while (common < from.Length && common < to.Count - 1 && Escape(from[common]) == to[common])
        {
            common++;
        }

        string relative = string.Join('/', [.. Enumerable.Repeat("..", from.Length - common), .. to.Skip(common)]);
        return excludes ? $"!{relative}" : relative;
    }

    /// <summary>The components of a pattern; a <c>/</c> inside of braces or brackets separates nothing.</summary>
    public static List<string> Split(string pattern)
    {
        List<string> parts = [];
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= pattern.Length; i++)
        {
            if (i == pattern.Length || (pattern[i] == '/' && depth == 0))
            {
                parts.Add(pattern[start..i]);
                start = i + 1;
                continue;
            }

            i += pattern[i] == '\\' ? 1 : 0;
            depth += pattern[i] switch { '{' => 1, '}' when depth > 0 => -1, _ => 0 };
        }

        return parts;
    }

    private static string? FindProblem(string body)
    {
        if (body.Length == 0)
        {
            return "a pattern can't be empty";
        }

        if (body[0] == '/')
        {
            return $"`{body}` is absolute; paths are relative to the project";
        }

        if (body.Contains('\0', StringComparison.Ordinal))
        {
            return "a path can't hold a NUL character";
        }

        return FindOpenBracket(body) switch
        {
            '\0' => null,
            '\\' => $"`{body}` ends in the middle of an escape",
            char bracket => $"`{bracket}` is never closed in `{body}`",
        };
    }

    private static char FindOpenBracket(string body)
    {
        int depth = 0;
        for (int i = 0; i < body.Length; i++)
        {
            switch (body[i])
            {
                case '\\' when ++i == body.Length:
                    return '\\';
                case '[':
                    // The first character of a class may be `]`, after a `!` too.
                    int first = i + 1 < body.Length && body[i + 1] is '!' or '^' ? i + 2 : i + 1;
                    int end = first + 1 <= body.Length ? body.IndexOf(']', Math.Min(first + 1, body.Length)) : -1;
                    if (end < 0 || body.AsSpan(i, end - i).Contains('/'))
                    {
                        return '[';
                    }

                    i = end;
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when depth > 0:
                    depth--;
                    break;
                default:
                    break;
            }
        }

        return depth > 0 ? '{' : '\0';
    }
}
