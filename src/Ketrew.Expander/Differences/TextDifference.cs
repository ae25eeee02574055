using System.Globalization;
using System.Text;

namespace Ketrew.Expander.Differences;

/// <summary>Two texts as a unified difference, line by line.</summary>
public static class TextDifference
{
    private const int ContextLines = 3;

    /// <summary>The difference; empty when there is none.</summary>
    /// <param name="name">The file.</param>
    /// <param name="before">The old text; null when there was no file.</param>
    /// <param name="after">The new text.</param>
    public static string Between(string name, string? before, string after)
    {
        if (before == after)
        {
            return "";
        }

        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"--- {(before is null ? "/dev/null" : name)}\n+++ {name}\n");
        foreach (IReadOnlyList<DifferenceLine> hunk in Hunks(before ?? "", after))
        {
            text.Append("@@\n");
            foreach (DifferenceLine line in hunk)
            {
                text.Append(line.Mark).Append(line.Text).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The changed lines, each group with the three lines around it.</summary>
    /// <param name="before">The old text.</param>
    /// <param name="after">The new text.</param>
    public static IEnumerable<IReadOnlyList<DifferenceLine>> Hunks(string before, string after)
    {
        List<DifferenceLine> lines = LineDifference.Between(LinesOf(before), LinesOf(after));
        List<DifferenceLine> hunk = [];
        for (int i = 0; i < lines.Count; i++)
        {
            if (IsNearChange(lines, i))
            {
                hunk.Add(lines[i]);
            }
            else if (hunk.Count > 0)
            {
                yield return hunk;
                hunk = [];
            }
        }

        if (hunk.Count > 0)
        {
            yield return hunk;
        }
    }

    private static string[] LinesOf(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static bool IsNearChange(List<DifferenceLine> lines, int index)
    {
        int to = Math.Min(lines.Count, index + ContextLines + 1);
        for (int i = Math.Max(0, index - ContextLines); i < to; i++)
        {
            if (lines[i].Mark != ' ')
            {
                return true;
            }
        }

        return false;
    }
}
