using System.Globalization;

namespace Ketrew.Bench.Measuring;

/// <summary>What is shown of the cells of a table.</summary>
/// <param name="Number">Its number; null when there is none.</param>
/// <param name="Format">Of .NET.</param>
/// <param name="IsCompared">True when the ratio to the baseline is shown, too.</param>
internal sealed record Figure(Func<Cell, double?> Number, string Format, bool IsCompared)
{
    public static Figure Seconds { get; } = new(cell => cell.Time?.TotalSeconds, "0.000", IsCompared: true);

    public static Figure Milliseconds { get; } = new(cell => cell.Time?.TotalMilliseconds, "0.0", IsCompared: true);

    public static Figure Megabytes { get; } = new(cell => cell.PeakBytes / 1e6, "0", IsCompared: false);

    /// <summary>The text of a cell: the number and, where there is something to compare with, how many times that.</summary>
    /// <param name="cell">What is shown.</param>
    /// <param name="baseline">What it is compared with; null for nothing.</param>
    public string Show(Cell cell, Cell? baseline)
    {
        if (Number(cell) is not { } number)
        {
            return cell.Problem ?? "–";
        }

        string text = number.ToString(Format, CultureInfo.InvariantCulture);
        return IsCompared && baseline is not null && Number(baseline) is { } other
            ? string.Create(CultureInfo.InvariantCulture, $"{text} ({number / other:0.00}×)")
            : text;
    }
}
