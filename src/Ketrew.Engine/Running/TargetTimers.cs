using Ketrew.Engine.Automaton;

namespace Ketrew.Engine.Running;

/// <summary>One timer per target: its timeout, its grace, or its wait for another try.</summary>
/// <param name="clock">Whose time.</param>
/// <param name="post">Called on another thread when a timer goes off.</param>
internal sealed class TargetTimers(TimeProvider clock, Action<RunSignal> post) : IDisposable
{
    // Longer waits than a timer can hold are as good as none.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(45);

    private readonly Dictionary<int, (ITimer Timer, int Generation)> _timers = [];
    private int _lastGeneration;

    /// <summary>Sets a target's timer, replacing the one it has.</summary>
    public void Set(int target, TimeSpan wait, TargetEvent happened)
    {
        Clear(target);
        int generation = ++_lastGeneration;
        if (wait <= _longest)
        {
            TimeSpan due = wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
            ITimer timer = clock.CreateTimer(
                _ => post(new RunSignal.TimerElapsed(target, generation, happened)), null, due, Timeout.InfiniteTimeSpan);
            _timers[target] = (timer, generation);
        }
    }

    public void Clear(int target)
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
