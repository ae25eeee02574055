namespace Ketrew.Engine.Storage;

/// <summary>A run as the history knows it.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Started">When.</param>
/// <param name="Ended">When; null while it goes on, or when its engine died and no run came after.</param>
/// <param name="IsInterrupted">True when its engine died.</param>
/// <param name="TargetCount">How many targets were selected.</param>
/// <param name="Counts">How many ended how; zeros until the run has ended.</param>
public sealed record RunRecord(
    int Run, DateTimeOffset Started, DateTimeOffset? Ended, bool IsInterrupted, int TargetCount, RunCounts Counts)
{
    /// <summary>How many attempts could run at once; null for runs of version 1 of the database.</summary>
    public int? Jobs { get; init; }

    /// <summary>How long it will go on; null when its engine didn't say.</summary>
    public RemainingEstimate? Remaining { get; init; }

    /// <summary>How long it took; null while it goes on, and when its engine died. Never negative.</summary>
    public TimeSpan? Duration => IsInterrupted ? null : Elapsed.Between(Started, Ended);
}
