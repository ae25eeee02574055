namespace Ketrew.Bench.Plotting;

/// <summary>Powers of ten at equal distances.</summary>
/// <param name="low">The power at the beginning.</param>
/// <param name="high">The power at the end.</param>
/// <param name="from">Where the beginning is drawn.</param>
/// <param name="to">Where the end is drawn.</param>
internal sealed class LogScale(int low, int high, double from, double to)
{
    /// <summary>The powers that are marked.</summary>
    public IEnumerable<int> Powers => Enumerable.Range(low, high - low + 1);

    /// <summary>The scale from the power below all values to that above.</summary>
    public static LogScale Around(IEnumerable<double> values, double from, double to)
    {
        double[] logarithms = [.. values.Select(Math.Log10)];
        return new LogScale((int)Math.Floor(logarithms.Min() + 0.001), (int)Math.Ceiling(logarithms.Max() - 0.001), from, to);
    }

    /// <summary>Where a value is drawn.</summary>
    public double this[double value] => from + ((Math.Log10(value) - low) / Math.Max(1, high - low) * (to - from));
}
