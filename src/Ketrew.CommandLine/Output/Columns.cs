namespace Ketrew.CommandLine.Output;

/// <summary>Lines whose cells stand below each other.</summary>
internal static class Columns
{
    /// <summary>The lines, each with its end.</summary>
    /// <param name="rows">At least one, each with as many cells as the first.</param>
    public static string Of(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        return string.Concat(rows.Select(row => $"{string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()}\n"));
    }
}
