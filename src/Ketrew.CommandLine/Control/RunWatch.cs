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
    private readonly TaskCompletionSource<int> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The run's number, once it has begun.</summary>
    public Task<int> Begun => _begun.Task;

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
        switch (happened)
        {
            case RunEvent.Started started:
                _ = _begun.TrySetResult(started.Run);
                break;
            case RunEvent.TargetChanged changed when needsEngine(changed.Target):
                Follow(changed.Target, changed.State);
                break;
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
