using Ketrew.Engine.Automaton;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Running;

/// <summary>The states of all selected targets, and what a change of one means for others. No clock, no disk.</summary>
internal sealed class TargetBoard
{
    private const int Nobody = -1;

    private readonly Selection _selection;
    private readonly TargetGraph _graph;
    private readonly TargetState[] _states;
    private readonly int[] _openNeeds;
    private readonly int[] _releasers;
    private readonly long[] _ends;
    private readonly HashSet<int> _aftermath = [];
    private readonly HashSet<int> _occasioned = [];
    private readonly HashSet<int> _unasked = [];
    private readonly Queue<(int Target, TargetEvent Event)> _events = new();
    private StopKind _stop;
    private long _time;

    public TargetBoard(Selection selection)
    {
        _selection = selection;
        _graph = selection.Graph;
        _states = new TargetState[_graph.Count];
        Array.Fill(_states, new TargetState.Passive());
        _openNeeds = new int[_graph.Count];
        _ends = new long[_graph.Count];
        _releasers = new int[_graph.Count];
        Array.Fill(_releasers, Nobody);
    }

    /// <summary>How many targets are asked for and not done with.</summary>
    public int OpenCount { get; private set; }

    public TargetState this[int target] => _states[target];

    /// <summary>The target whose end let this one begin: the last of its needs, or the one that activated it; null when it waited for none.</summary>
    public int? ReleaserOf(int target) => _releasers[target] is >= 0 and int releaser ? releaser : null;

    /// <summary>True for what was activated because something really happened in this run: a success, or a failure. It has to run, however often it did.</summary>
    public bool IsOccasioned(int target) => _occasioned.Contains(target);

    /// <summary>Tells that a target was found done before the run began.</summary>
    public void SetDone(int target, TargetState state)
    {
        _states[target] = state;
        foreach (int side in _graph.OnSuccess(target))
        {
            Post(side, new TargetEvent.Activated());
        }
    }

    public void Post(int target, TargetEvent happened) => _events.Enqueue((target, happened));

    /// <summary>Goes on with an attempt of a target that nobody asks for in this run. It is not tried again.</summary>
    public void TakeOver(int target, int attempt)
    {
        _ = _unasked.Add(target);
        Post(target, new TargetEvent.FoundRunning(attempt));
    }

    /// <summary>Lets nothing new start, but what is activated because something failed.</summary>
    public void StopAfterFailure()
    {
        _stop = _stop is StopKind.None ? StopKind.AfterFailure : _stop;
        PostToAll(target => _aftermath.Contains(target) ? null : new TargetEvent.StopRequested());
    }

    /// <summary>Lets nothing new start.</summary>
    public void Stop()
    {
        _stop = StopKind.Requested;
        PostToAll(_ => new TargetEvent.StopRequested());
    }

    /// <summary>Ends what runs, too.</summary>
    public void Kill(KillStrength strength)
    {
        _stop = StopKind.Requested;
        PostToAll(_ => new TargetEvent.KillRequested(strength));
    }

    /// <summary>Works off the next event that changes something.</summary>
    public bool TryStep(out BoardChange change)
    {
        while (_events.TryDequeue(out (int Target, TargetEvent Event) next))
        {
            TargetState old = _states[next.Target];
            TargetTransition transition = TargetAutomaton.Step(old, next.Event, RulesOf(next.Target));
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
                TargetState.Passive => counts,
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

    private TargetRules RulesOf(int target) =>
        _unasked.Contains(target) ? TargetRules.Of(_graph[target]) with { Retries = RetryPolicy.None } : TargetRules.Of(_graph[target]);

    private void Accept(BoardChange change)
    {
        (int target, TargetState old, TargetState state) = (change.Target, change.Old, change.New);
        _states[target] = state;
        OpenCount += (old is TargetState.Passive ? 1 : 0) - (state.IsFinal ? 1 : 0);
        if (change.Actions.HasFlag(TargetActions.ActivateNeeds))
        {
            ActivateNeeds(target);
        }

        if (state.IsFinal)
        {
            _ends[target] = LastDoneBy(target) == Nobody ? 0 : ++_time;
            TellDependents(target, state);
            ActivateSideTargets(target, state);
        }
        else if (!state.HasProcess && (_stop is StopKind.Requested || (_stop is StopKind.AfterFailure && !_aftermath.Contains(target))))
        {
            Post(target, new TargetEvent.StopRequested());
        }
    }

    private void ActivateNeeds(int target)
    {
        int open = 0;
        long latest = 0;
        foreach (int need in _graph.Needs(target))
        {
            TargetState state = _states[need];
            if (state is TargetState.Passive)
            {
                Activate(need, target);
            }

            open += state.IsSuccess ? 0 : 1;
            if (state.IsFinal && NewsOf(need, state) is { } news)
            {
                Post(target, news);
            }
            else if (_ends[need] > latest)
            {
                (latest, _releasers[target]) = (_ends[need], LastDoneBy(need));
            }
        }

        _openNeeds[target] = open;
        if (open == 0)
        {
            Post(target, new TargetEvent.NeedsMet());
        }
    }

    private void TellDependents(int target, TargetState state)
    {
        TargetEvent? news = NewsOf(target, state);
        foreach (int dependent in _graph.Dependents(target))
        {
            if (_states[dependent] is not TargetState.Waiting)
            {
                continue;
            }

            if (news is not null)
            {
                Post(dependent, news);
            }
            else if (--_openNeeds[dependent] == 0)
            {
                _releasers[dependent] = LastDoneBy(target) is not Nobody and int last ? last : _releasers[dependent];
                Post(dependent, new TargetEvent.NeedsMet());
            }
        }
    }

    // A group does nothing itself: what released it releases those that need it.
    private int LastDoneBy(int target) => _states[target] switch
    {
        TargetState.Succeeded => target,
        TargetState.UpToDate => _releasers[target],
        _ => Nobody,
    };

    private TargetEvent? NewsOf(int target, TargetState state) => state switch
    {
        _ when state.IsSuccess => null,
        TargetState.NeedsFailed broken => new TargetEvent.NeedsBroken(broken.Needs),
        TargetState.Withdrawn or TargetState.Detached => new TargetEvent.StopRequested(),
        _ => new TargetEvent.NeedsBroken([_graph[target].Id]),
    };

    private void ActivateSideTargets(int target, TargetState state)
    {
        bool hasFailed = state is TargetState.Failed or TargetState.Killed or TargetState.NeedsFailed;
        foreach (int side in state.IsSuccess ? _graph.OnSuccess(target) : hasFailed ? _graph.OnFailure(target) : [])
        {
            if (hasFailed)
            {
                AddToAftermath(side);
            }

            if (_states[side] is TargetState.Passive)
            {
                bool hasHappened = state is not (TargetState.UpToDate or TargetState.AlreadyDone);
                _releasers[side] = hasHappened ? target : Nobody;
                _ = hasHappened && _occasioned.Add(side);
                Activate(side, target);
            }
        }
    }

    // What somebody needs to clean up after a failure belongs to the cleaning.
    private void Activate(int target, int asker)
    {
        if (_aftermath.Contains(asker))
        {
            AddToAftermath(target);
        }

        Post(target, new TargetEvent.Activated());
    }

    // With all that it waits for, whoever asked for that first.
    private void AddToAftermath(int target)
    {
        Stack<int> open = new([target]);
        while (open.TryPop(out int next))
        {
            if (_states[next].IsFinal || !_aftermath.Add(next))
            {
                continue;
            }

            foreach (int need in _graph.Needs(next))
            {
                open.Push(need);
            }
        }
    }

    private void PostToAll(Func<int, TargetEvent?> eventOf)
    {
        foreach (int target in _selection.Targets.AsSpan())
        {
            if (!_states[target].IsFinal && eventOf(target) is { } happened)
            {
                Post(target, happened);
            }
        }
    }

    private enum StopKind
    {
        None,
        AfterFailure,
        Requested,
    }
}
