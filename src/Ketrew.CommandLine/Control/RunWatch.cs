using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Control;

/// <summary>Follows a run for those who ask from outside, and passes on what it hears.</summary>
/// <param name="next">Hears everything, too.</param>
/// <param name="needsEngine">True for targets whose attempts end with the engine.</param>
internal sealed class RunWatch(IRunObserver next, Predicate<TargetId> needsEngine) : IRunObserver
{
    private readonly Lock _lock = new();
    private readonly SortedSet<TargetId> _running = [];

    /// <summary>The targets that run now and can't go on without the engine.</summary>
    public ValueList<TargetId> Awaited
    {
        get
        {
            lock (_lock)
            {
                return [.. _running];
            }
        }
    }

    public void OnNext(RunEvent happened)
    {
        if (happened is RunEvent.TargetChanged changed && needsEngine(changed.Target))
        {
            Follow(changed.Target, changed.State);
        }

        next.OnNext(happened);
    }

    private void Follow(TargetId target, TargetState state)
    {
        lock (_lock)
        {
            _ = state.HasProcess ? _running.Add(target) : _running.Remove(target);
        }
    }
}
