using Ketrew.Engine.Automaton;
using Ketrew.Engine.Planning;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>Collects what observers will hear once it is stored, and what the summary will say.</summary>
/// <param name="selection">Whose targets.</param>
/// <param name="observer">Hears it.</param>
internal sealed class RunReporter(Selection selection, IRunObserver observer)
{
    private readonly List<RunEvent> _pending = [];
    private readonly List<RunEvent.TargetChanged> _failures = [];

    public void Add(RunEvent happened)
    {
        _pending.Add(happened);
        if (happened is RunEvent.TargetChanged { State: TargetState.Failed or TargetState.Killed } failure)
        {
            _failures.Add(failure);
        }
    }

    /// <summary>Tells everything that was collected.</summary>
    public void Publish()
    {
        foreach (RunEvent happened in _pending)
        {
            observer.OnNext(happened);
        }

        _pending.Clear();
    }

    public RunSummary Summarize(int run, TargetBoard board, TimeSpan duration, bool isStopped)
    {
        ILookup<TargetId, TargetId> blocked = selection.Targets
            .SelectMany(target => board[target] is TargetState.NeedsFailed broken
                ? broken.Needs.Select(cause => (Cause: cause, Blocked: selection.Graph[target].Id))
                : [])
            .ToLookup(pair => pair.Cause, pair => pair.Blocked);
        IEnumerable<RunFailure> failures = _failures.Select(failure => new RunFailure(
            failure.Target, failure.State, failure.LogPath, failure.LastLines, [.. blocked[failure.Target]]));
        return new RunSummary(run, board.Count(), duration, [.. failures], isStopped);
    }
}
