using System.Text;

namespace Ketrew.Expander.Globbing;

/// <summary><c>a/{b,c/d}</c> to <c>a/b</c> and <c>a/c/d</c>.</summary>
internal static class BraceExpansion
{
    /// <summary>How many patterns one may stand for.</summary>
    public const int Limit = 1_000;

    /// <summary>All patterns that one with braces stands for, in the order written; cut off at <see cref="Limit"/>.</summary>
    /// <param name="pattern">With balanced braces.</param>
    public static IReadOnlyList<string> Expand(string pattern)
    {
        List<string> expanded = [];
        Stack<string> open = new([pattern]);
        while (open.Count > 0 && expanded.Count < Limit)
        {
            string text = open.Pop();
            (int begin, int end) = FindGroup(text);
            if (begin < 0)
            {
                expanded.Add(text);
                continue;
            }

            List<string> alternatives = SplitAlternatives(text[(begin + 1)..end]);
            for (int i = alternatives.Count - 1; i >= 0; i--)
            {
                open.Push(string.Concat(text.AsSpan(0, begin), alternatives[i], text.AsSpan(end + 1)));
            }
        }

        return expanded;
    }

    private static (int Begin, int End) FindGroup(string text)
    {
        int begin = -1;
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '[' when text.IndexOf(']', i + 1) is > 0 and int end && depth == 0:
                    i = end;
                    break;
                case '{' when depth++ == 0:
                    begin = i;
                    break;
                case '}' when depth > 0 && --depth == 0:
                    return (begin, i);
                default:
                    break;
            }
        }

        return (-1, -1);
    }

    private static List<string> SplitAlternatives(string group)
    {
        List<string> alternatives = [];
        StringBuilder current = new();
        int depth = 0;
        for (int i = 0; i < group.Length; i++)
        {
            char character = group[i];
            if (character == ',' && depth == 0)
            {
                alternatives.Add(current.ToString());
                current.Clear();
                continue;
            }

            current.Append(character);
            if (character == '\\' && i + 1 < group.Length)
            {
                current.Append(group[++i]);
            }

            depth += character switch { '{' => 1, '}' => -1, _ => 0 };
        }

        alternatives.Add(current.ToString());
        return alternatives;
    }
}
