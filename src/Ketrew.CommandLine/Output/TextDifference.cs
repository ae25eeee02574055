using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Ketrew.CommandLine.Output;

/// <summary>Two texts as a unified difference.</summary>
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

        List<DiffPiece> lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(before ?? "", after).Lines;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"--- {(before is null ? "/dev/null" : name)}\n+++ {name}\n");
        for (int i = 0; i < lines.Count; i++)
        {
            if (IsNearChange(lines, i))
            {
                text.Append(i > 0 && IsNearChange(lines, i - 1) ? "" : "@@\n").Append(MarkOf(lines[i].Type)).Append(lines[i].Text).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsNearChange(List<DiffPiece> lines, int index)
    {
        int from = Math.Max(0, index - ContextLines);
        int to = Math.Min(lines.Count, index + ContextLines + 1);
        return lines[from..to].Exists(line => line.Type != ChangeType.Unchanged);
    }

    private static char MarkOf(ChangeType type) => type switch
    {
        ChangeType.Inserted => '+',
        ChangeType.Deleted => '-',
        _ => ' ',
    };
}
