namespace Ketrew.Engine.Storage;

/// <summary>A run as the history knows it.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Started">When.</param>
/// <param name="Ended">When; null while it goes on, or when its engine died and no run came after.</param>
/// <param name="IsInterrupted">True when its engine died.</param>
/// <param name="TargetCount">How many targets were selected.</param>
/// <param name="Counts">How many ended how; zeros until the run has ended.</param>
public sealed record RunRecord(
    int Run, DateTimeOffset Started, DateTimeOffset? Ended, bool IsInterrupted, int TargetCount, RunCounts Counts);
