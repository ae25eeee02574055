namespace Ketrew.Bench.Measuring;

/// <summary>How the graph is measured.</summary>
internal sealed record GraphOptions
{
    /// <summary>Rounds; the median of as many samples is shown.</summary>
    public required int Runs { get; init; }

    /// <summary>Commands at a time.</summary>
    public required int Jobs { get; init; }

    /// <summary>A single run that takes longer is given up, and the cases behind it are not run.</summary>
    public required TimeSpan Limit { get; init; }
}
