using Ketrew.Sdk;

namespace Ketrew.CommandLine.Output;

/// <summary>Guesses how long the rest of a run takes, from what targets took before and in this run.</summary>
/// <param name="history">What each target took in earlier runs; null for one that never ran.</param>
/// <param name="jobs">How many run at once.</param>
internal sealed class RemainingTime(ValueList<TimeSpan?> history, int jobs)
{
    // Shorter waits aren't worth a number that jumps.
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(5);

    private double _seconds = history.Sum(duration => duration?.TotalSeconds ?? 0);
    private int _count = history.Count(duration => duration is not null);

    /// <summary>Takes in what a target took in this run.</summary>
    public void Add(TimeSpan duration)
    {
        _seconds += duration.TotalSeconds;
        _count++;
    }

    /// <summary>The time that so many targets take, at the average; null when nothing is known, or it is over soon.</summary>
    /// <param name="targets">Those that have not ended.</param>
    public TimeSpan? Estimate(int targets)
    {
        TimeSpan time = _count == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(_seconds / _count * targets / jobs);
        return time < _shortest ? null : time;
    }
}
