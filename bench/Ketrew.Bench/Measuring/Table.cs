namespace Ketrew.Bench.Measuring;

/// <summary>Rows with a cell for each column.</summary>
/// <param name="rows">Names, in the order shown.</param>
/// <param name="columns">Names, in the order shown.</param>
/// <param name="baseline">The row that others are compared with; null for none.</param>
internal sealed class Table(IReadOnlyList<string> rows, IReadOnlyList<string> columns, string? baseline = null)
{
    private readonly Dictionary<(string Row, string Column), Cell> _cells =
        rows.SelectMany(row => columns.Select(column => (row, column))).ToDictionary(place => place, _ => new Cell());

    /// <summary>In the order shown.</summary>
    public IReadOnlyList<string> Rows => rows;

    /// <summary>What the numbers in parentheses are, for headings; empty when there are none.</summary>
    public string Comparison => baseline is not null && rows.Contains(baseline) ? $" (times {baseline}'s)" : "";

    /// <summary>True when something is wrong with one row's results; false when there is no such row.</summary>
    /// <param name="row">A row's name.</param>
    public bool HasProblem(string row) => _cells.Any(cell => cell.Key.Row == row && cell.Value.Problem is not null);

    /// <summary>One cell.</summary>
    /// <param name="row">A row's name.</param>
    /// <param name="column">A column's name.</param>
    public Cell this[string row, string column] => _cells[(row, column)];

    /// <summary>The table as text.</summary>
    /// <param name="figure">What is shown of each cell.</param>
    /// <param name="markdown">True for documents, false for terminals.</param>
    public string Show(Figure figure, bool markdown)
    {
        string[][] lines = [["", .. columns], .. rows.Select(row => Line(row, figure))];
        return markdown ? Markdown(lines) : Aligned(lines);
    }

    private string[] Line(string row, Figure figure) =>
        [row, .. columns.Select(column => figure.Show(this[row, column], baseline is null ? null : _cells.GetValueOrDefault((baseline, column))))];

    private static string Markdown(string[][] lines)
    {
        string rule = "|---|" + string.Concat(lines[0].Skip(1).Select(_ => "---:|"));
        IEnumerable<string> shown = lines.Select(line => $"| {string.Join(" | ", line)} |");
        return string.Join('\n', [shown.First(), rule, .. shown.Skip(1)]) + "\n";
    }

    private static string Aligned(string[][] lines)
    {
        int[] widths = [.. lines[0].Select((_, column) => lines.Max(line => line[column].Length))];
        return string.Concat(lines.Select(line => string.Join("  ", line.Select((text, i) => i == 0 ? text.PadRight(widths[i]) : text.PadLeft(widths[i]))).TrimEnd() + "\n"));
    }
}
