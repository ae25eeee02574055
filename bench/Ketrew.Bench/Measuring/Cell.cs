namespace Ketrew.Bench.Measuring;

/// <summary>The samples of one tool in one case.</summary>
internal sealed class Cell
{
    private readonly List<TimeSpan> _samples = [];

    /// <summary>What went wrong: too slow, failed, wrong number of commands; null when nothing did.</summary>
    public string? Problem { get; set; }

    /// <summary>The middle of the samples; null when there are none.</summary>
    public TimeSpan? Median => _samples.Count == 0 ? null : _samples.Order().ElementAt(_samples.Count / 2);

    /// <summary>Adds one measurement.</summary>
    /// <param name="time">Wall time.</param>
    public void Add(TimeSpan time) => _samples.Add(time);
}
