namespace Ketrew.Bench.Measuring;

/// <summary>The samples of one tool in one case.</summary>
internal sealed class Cell
{
    private readonly List<Sample> _samples = [];

    /// <summary>What went wrong: too slow, failed, wrong number of commands; null when nothing did.</summary>
    public string? Problem { get; set; }

    /// <summary>The middle of the wall times; null when there are none, or something went wrong.</summary>
    public TimeSpan? Time => Median(sample => sample.Time.Ticks) is { } ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>The middle of the peaks of memory, in bytes; null as for <see cref="Time"/>.</summary>
    public long? PeakBytes => Median(sample => sample.PeakBytes);

    /// <summary>Adds one measurement.</summary>
    public void Add(Sample sample) => _samples.Add(sample);

    // Of an even number, the mean of the two in the middle.
    private long? Median(Func<Sample, long> figure)
    {
        long[] sorted = [.. _samples.Select(figure).Order()];
        return Problem is not null || sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
