using Ketrew.Engine.Automaton;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>How long the rest of a run takes, by what its targets took before. A guess, for people.</summary>
/// <param name="history">By target: what it took when it succeeded last; null when it never did.</param>
/// <param name="jobs">How many run at once.</param>
internal sealed class RemainingWork(ValueList<TimeSpan?> history, int jobs)
{
    private double _knownSeconds = history.Sum(duration => duration?.TotalSeconds ?? 0);
    private int _knownCount = history.Count(duration => duration is not null);
    private double _openSeconds;
    private int _openUnknown;

    /// <summary>Takes in how a target changed.</summary>
    /// <param name="change">How.</param>
    /// <param name="took">How long the attempt took that ended with it; null when none did.</param>
    public void Follow(BoardChange change, TimeSpan? took)
    {
        if (change.Old is TargetState.Passive)
        {
            Count(change.Target, 1);
        }

        if (change.New.IsFinal)
        {
            Count(change.Target, -1);
        }

        if (took is { } duration && history[change.Target] is null)
        {
            _knownSeconds += duration.TotalSeconds;
            _knownCount++;
        }
    }

    /// <summary>The guess; null when nothing of the like ever ran.</summary>
    public TimeSpan? Guess() => _knownCount == 0
        ? null
        : TimeSpan.FromSeconds((_openSeconds + (_openUnknown * _knownSeconds / _knownCount)) / jobs);

    private void Count(int target, int sign)
    {
        _openSeconds += sign * (history[target]?.TotalSeconds ?? 0);
        _openUnknown += history[target] is null ? sign : 0;
    }
}
