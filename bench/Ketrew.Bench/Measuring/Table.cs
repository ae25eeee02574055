using System.Globalization;

namespace Ketrew.Bench.Measuring;

/// <summary>Rows with a cell for each column.</summary>
/// <param name="rows">Names, in the order shown.</param>
/// <param name="columns">Names, in the order shown.</param>
internal sealed class Table(IReadOnlyList<string> rows, IReadOnlyList<string> columns)
{
    private readonly Dictionary<(string Row, string Column), Cell> _cells =
        rows.SelectMany(row => columns.Select(column => (row, column))).ToDictionary(place => place, _ => new Cell());

    /// <summary>True when something is wrong with one row's results; false when there is no such row.</summary>
    /// <param name="row">A row's name.</param>
    public bool HasProblem(string row) => _cells.Any(cell => cell.Key.Row == row && cell.Value.Problem is not null);

    /// <summary>One cell.</summary>
    /// <param name="row">A row's name.</param>
    /// <param name="column">A column's name.</param>
    public Cell this[string row, string column] => _cells[(row, column)];

    /// <summary>The table for a terminal.</summary>
    /// <param name="baseline">The row that ratios are taken to; without such a row there are no ratios.</param>
    public string ToText(string baseline)
    {
        string[][] lines = Lines(baseline);
        int[] widths = [.. lines[0].Select((_, column) => lines.Max(line => line[column].Length))];
        return string.Concat(lines.Select(line => string.Join("  ", line.Select((text, i) => Pad(text, i, widths[i]))).TrimEnd() + "\n"));
    }

    /// <summary>The table for a document.</summary>
    /// <param name="baseline">The row that ratios are taken to; without such a row there are no ratios.</param>
    public string ToMarkdown(string baseline)
    {
        string[][] lines = Lines(baseline);
        string rule = "|---|" + string.Concat(Enumerable.Repeat("---:|", columns.Count));
        IEnumerable<string> shown = lines.Select(line => $"| {string.Join(" | ", line)} |");
        return string.Join('\n', [shown.First(), rule, .. shown.Skip(1)]) + "\n";
    }

    private static string Pad(string text, int column, int width) => column == 0 ? text.PadRight(width) : text.PadLeft(width);

    private string[][] Lines(string baseline) =>
    [
        ["tool", .. columns],
        .. rows.Select(row => (string[])[row, .. columns.Select(column => Show(this[row, column], _cells.GetValueOrDefault((baseline, column))))]),
    ];

    private static string Show(Cell cell, Cell? baseline)
    {
        if (cell.Problem is not null || cell.Median is not { } median)
        {
            return cell.Problem ?? "–";
        }

        string seconds = median.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
        return baseline is { Problem: null, Median: { } other }
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds} ({median / other:0.0}×)")
            : seconds;
    }
}
