using System.Globalization;
using System.Text;

namespace Ketrew.CommandLine.Output;

/// <summary>Two texts as a unified difference, line by line.</summary>
internal static class TextDifference
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

        List<DifferenceLine> lines = LineDifference.Between(LinesOf(before ?? ""), LinesOf(after));
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"--- {(before is null ? "/dev/null" : name)}\n+++ {name}\n");
        int shown = -1;
        foreach (int i in Enumerable.Range(0, lines.Count).Where(i => IsNearChange(lines, i)))
        {
            text.Append(shown == i - 1 && i > 0 ? "" : "@@\n").Append(lines[i].Mark).Append(lines[i].Text).Append('\n');
            shown = i;
        }

        return text.ToString();
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
