using Ketrew.Engine.Automaton;

namespace Ketrew.Engine.Running;

/// <summary>One timer per target: its timeout, its grace, or its wait for another try.</summary>
/// <param name="context">Of the run; hears, on another thread, when a timer goes off.</param>
internal sealed class TargetTimers(RunContext context) : IDisposable
{
    // Longer waits than a timer can hold are as good as none.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(45);

    private readonly Dictionary<int, (ITimer Timer, int Generation)> _timers = [];
    private int _lastGeneration;

    /// <summary>Sets the timer that a target needs in its new state.</summary>
    /// <param name="change">Of its state.</param>
    /// <param name="attempt">Its latest; null before the first.</param>
    /// <param name="now">When it changed.</param>
    public void Follow(BoardChange change, AttemptEntry? attempt, DateTimeOffset now)
    {
        (int target, TimeSpan? timeout) = (change.Target, context.Graph[change.Target].Timeout);
        switch (change.New)
        {
            case TargetState.Starting when timeout is { } limit:
                Set(target, limit, new TargetEvent.TimeoutReached(limit));
                break;
            case TargetState.Running when change.Old is not TargetState.Starting && timeout is { } limit && attempt is not null:
                // Taken over, or seen again: its time went on.
                Set(target, limit - attempt.Duration(now), new TargetEvent.TimeoutReached(limit));
                break;
            case TargetState.Killing:
                Set(target, context.Options.KillGrace, new TargetEvent.GraceElapsed());
                break;
            case TargetState.Retrying retrying:
                Set(target, retrying.Until - now, new TargetEvent.RetryDue());
                break;
            case TargetState.Running:
                // The timeout goes on.
                break;
            default:
                Clear(target);
                break;
        }
    }

    /// <summary>Sets a timeout again that went off too early.</summary>
    /// <param name="target">Which.</param>
    /// <param name="rest">What is left.</param>
    /// <param name="limit">The target's timeout.</param>
    public void Extend(int target, TimeSpan rest, TimeSpan limit) => Set(target, rest, new TargetEvent.TimeoutReached(limit));

    private void Set(int target, TimeSpan wait, TargetEvent happened)
    {
        Clear(target);
        int generation = ++_lastGeneration;
        if (wait <= _longest)
        {
            TimeSpan due = wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
            ITimer timer = context.Clock.CreateTimer(
                _ => context.Control.Post(new RunSignal.TimerElapsed(target, generation, happened)), null, due, Timeout.InfiniteTimeSpan);
            _timers[target] = (timer, generation);
        }
    }

    private void Clear(int target)
    {
        if (_timers.Remove(target, out (ITimer Timer, int Generation) set))
        {
            set.Timer.Dispose();
        }
    }

    /// <summary>True for the timer that a target has now.</summary>
    public bool IsCurrent(int target, int generation) =>
        _timers.TryGetValue(target, out (ITimer Timer, int Generation) set) && set.Generation == generation;

    public void Dispose()
    {
        foreach ((ITimer timer, _) in _timers.Values)
        {
            timer.Dispose();
        }

        _timers.Clear();
    }
}
