using Ketrew.Engine.Automaton;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;

namespace Ketrew.Engine.Running;

/// <summary>The states of all selected targets, and what one's end means for those that need it. No clock, no disk.</summary>
internal sealed class TargetBoard
{
    private readonly Selection _selection;
    private readonly TargetGraph _graph;
    private readonly TargetState[] _states;
    private readonly int[] _openNeeds;
    private readonly Queue<(int Target, TargetEvent Event)> _events = new();
    private bool _isStopping;

    public TargetBoard(Selection selection)
    {
        _selection = selection;
        _graph = selection.Graph;
        _states = new TargetState[_graph.Count];
        Array.Fill(_states, new TargetState.Passive());
        _openNeeds = new int[_graph.Count];
        OpenCount = selection.Targets.Count;
        foreach (int target in selection.Targets.AsSpan())
        {
            _openNeeds[target] = _graph.Needs(target).Length;
        }
    }

    /// <summary>How many targets are not done with.</summary>
    public int OpenCount { get; private set; }

    /// <summary>How many targets take a slot.</summary>
    public int ProcessCount { get; private set; }

    public TargetState this[int target] => _states[target];

    /// <summary>Tells that a target was found up to date before the run began.</summary>
    public void SetUpToDate(int target)
    {
        _states[target] = new TargetState.UpToDate();
        OpenCount--;
        foreach (int dependent in _graph.Dependents(target))
        {
            _openNeeds[dependent]--;
        }
    }

    /// <summary>Asks for everything that is not up to date.</summary>
    public void Activate()
    {
        foreach (int target in _selection.Targets.AsSpan())
        {
            if (!_states[target].IsFinal)
            {
                Post(target, new TargetEvent.Activated());
                if (_openNeeds[target] == 0)
                {
                    Post(target, new TargetEvent.NeedsMet());
                }
            }
        }
    }

    public void Post(int target, TargetEvent happened) => _events.Enqueue((target, happened));

    /// <summary>Lets nothing new start.</summary>
    public void Stop() => PostToAll(new TargetEvent.StopRequested());

    /// <summary>Ends what runs, too.</summary>
    public void Kill() => PostToAll(new TargetEvent.KillRequested(Sdk.Backends.KillStrength.Terminate));

    /// <summary>Works off the next event that changes something.</summary>
    public bool TryStep(out BoardChange change)
    {
        while (_events.TryDequeue(out (int Target, TargetEvent Event) next))
        {
            TargetState old = _states[next.Target];
            TargetTransition transition = TargetAutomaton.Step(old, next.Event, TargetRules.Of(_graph[next.Target]));
            if (!ReferenceEquals(old, transition.State))
            {
                change = new BoardChange(next.Target, old, transition.State, transition.Actions);
                Accept(change);
                return true;
            }
        }

        change = default;
        return false;
    }

    public RunCounts Count()
    {
        RunCounts counts = default;
        foreach (int target in _selection.Targets.AsSpan())
        {
            counts = _states[target] switch
            {
                TargetState.Succeeded => counts with { Succeeded = counts.Succeeded + 1 },
                TargetState.UpToDate => counts with { UpToDate = counts.UpToDate + 1 },
                TargetState.AlreadyDone => counts with { AlreadyDone = counts.AlreadyDone + 1 },
                TargetState.Failed => counts with { Failed = counts.Failed + 1 },
                TargetState.NeedsFailed => counts with { NeedsFailed = counts.NeedsFailed + 1 },
                TargetState.Killed => counts with { Killed = counts.Killed + 1 },
                TargetState.Detached => counts with { Detached = counts.Detached + 1 },
                _ => counts with { Withdrawn = counts.Withdrawn + 1 },
            };
        }

        return counts;
    }

    private void Accept(BoardChange change)
    {
        _states[change.Target] = change.New;
        ProcessCount += (change.New.HasProcess ? 1 : 0) - (change.Old.HasProcess ? 1 : 0);
        if (change.New.IsFinal)
        {
            OpenCount--;
            Propagate(change.Target, change.New);
        }
        else if (_isStopping && !change.New.HasProcess)
        {
            Post(change.Target, new TargetEvent.StopRequested());
        }
    }

    private void Propagate(int target, TargetState state)
    {
        TargetEvent? news = state switch
        {
            _ when state.IsSuccess => null,
            TargetState.NeedsFailed broken => new TargetEvent.NeedsBroken(broken.Needs),
            TargetState.Withdrawn => new TargetEvent.StopRequested(),
            _ => new TargetEvent.NeedsBroken([_graph[target].Id]),
        };
        foreach (int dependent in _graph.Dependents(target))
        {
            if (!_selection.Contains(dependent))
            {
                continue;
            }

            if (news is not null)
            {
                Post(dependent, news);
            }
            else if (--_openNeeds[dependent] == 0)
            {
                Post(dependent, new TargetEvent.NeedsMet());
            }
        }
    }

    private void PostToAll(TargetEvent happened)
    {
        _isStopping = true;
        foreach (int target in _selection.Targets.AsSpan())
        {
            if (!_states[target].IsFinal)
            {
                Post(target, happened);
            }
        }
    }
}
