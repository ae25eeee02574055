using System.Collections.Concurrent;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Sdk;

namespace Ketrew.Engine.Tests;

/// <summary>Keeps what a run told, and lets a test await it.</summary>
internal sealed class Recorder : IRunObserver
{
    private readonly ConcurrentQueue<RunEvent> _events = new();
    private readonly List<(Func<RunEvent, bool> Condition, TaskCompletionSource Source)> _waiting = [];

    public IReadOnlyCollection<RunEvent> Events => _events;

    public IEnumerable<RunEvent.TargetChanged> Changes => _events.OfType<RunEvent.TargetChanged>();

    public IEnumerable<TargetId> Succeeded => Changes.Where(change => change.State is TargetState.Succeeded).Select(change => change.Target);

    /// <summary>How targets ended, in ordinal order: <c>a Succeeded, b Failed</c>.</summary>
    public string Tell() => string.Join(
        ", ",
        Changes.Where(change => change.State.IsFinal).OrderBy(change => change.Target).Select(change => $"{change.Target} {change.State.GetType().Name}"));

    public void OnNext(RunEvent happened)
    {
        _events.Enqueue(happened);
        lock (_waiting)
        {
            foreach ((_, TaskCompletionSource source) in _waiting.Where(waiting => waiting.Condition(happened)))
            {
                _ = source.TrySetResult();
            }
        }
    }

    /// <summary>Completes with the next event of a kind; ask before the run begins.</summary>
    public Task FirstAsync(Func<RunEvent, bool> condition)
    {
        TaskCompletionSource source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            _waiting.Add((condition, source));
        }

        return source.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
