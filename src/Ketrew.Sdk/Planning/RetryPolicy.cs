namespace Ketrew.Sdk.Planning;

/// <summary>How often a failed target is tried again, and how long to wait before.</summary>
/// <param name="Count">Further attempts after the first; 0 means none.</param>
/// <param name="Delay">Wait before the second attempt.</param>
/// <param name="Factor">Each further wait is this much longer than the one before; at least 1.</param>
public sealed record RetryPolicy(int Count, TimeSpan Delay, double Factor)
{
    /// <summary>One attempt only.</summary>
    public static RetryPolicy None { get; } = new(0, TimeSpan.Zero, 1);

    /// <summary>The longest wait, however large delay and factor are: a day.</summary>
    public static TimeSpan LongestDelay { get; } = TimeSpan.FromDays(1);

    /// <summary>How long to wait before an attempt; at most <see cref="LongestDelay"/>.</summary>
    /// <param name="attempt">2 for the first retry.</param>
    public TimeSpan DelayBefore(int attempt)
    {
        // Nothing grows to nothing, but infinity times zero is no number.
        double seconds = Delay == TimeSpan.Zero ? 0 : Delay.TotalSeconds * Math.Pow(Factor, attempt - 2);
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestDelay.TotalSeconds));
    }
}
