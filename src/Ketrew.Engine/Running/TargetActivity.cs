using Ketrew.Engine.Automaton;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Does what the automaton asks for, and tells the board what came of it.</summary>
internal sealed class TargetActivity : IAsyncDisposable
{
    private readonly RunContext _context;
    private readonly TargetGraph _graph;
    private readonly TargetBoard _board;
    private readonly Dispatcher _dispatcher;
    private readonly AttemptBook _attempts;
    private readonly Launches _launches;
    private readonly AheadStarts _ahead;
    private readonly BackendCalls _calls;
    private readonly TargetTimers _timers;
    private readonly TargetWorker _worker;
    private readonly Preparation _preparation;
    private readonly Dictionary<int, (DateTimeOffset ReadyAt, string? HeldBy)> _queued = [];
    private bool _isLettingGo;

    public TargetActivity(RunContext context, TargetBoard board, Dispatcher dispatcher, IAttemptListener listener)
    {
        (_context, _graph, _board, _dispatcher) = (context, context.Graph, board, dispatcher);
        _attempts = new AttemptBook(context);
        _launches = new Launches(context);
        _calls = new BackendCalls(context, listener, _launches);
        _ahead = new AheadStarts(board, dispatcher, _attempts, _launches, _calls);
        _timers = new TargetTimers(context);
        _worker = new TargetWorker(context);
        Earlier = new EarlierAttempts(context, board, _worker);
        Kills = new KillDesk(context, board, _attempts, Earlier, _worker);
        _preparation = new Preparation(context, board, dispatcher, Earlier, _worker);
    }

    /// <summary>Attempts that no target is at.</summary>
    public EarlierAttempts Earlier { get; }

    /// <summary>Who wants what ended.</summary>
    public KillDesk Kills { get; }

    /// <summary>True while something is being ended, or looked at, that no target of the run waits for.</summary>
    public bool IsEndingAny => Earlier.IsEndingAny || Kills.IsLooking;

    public async ValueTask DisposeAsync()
    {
        _timers.Dispose();
        await _worker.DisposeAsync();
        await _calls.DisposeAsync();
        _launches.Dispose();
    }

    /// <summary>Does what backends were asked for, now that it is stored.</summary>
    public void Perform() => _calls.Perform();

    /// <summary>Starts what waits for a slot, as far as there are any: it was stored before, and is better than whatever waits for less long.</summary>
    /// <returns>True when there was something.</returns>
    public bool FillSlots()
    {
        List<AttemptId> started = _launches.Fill(_dispatcher.FreeSlots);
        started.ForEach(_ahead.Confirm);
        return started.Count > 0;
    }

    /// <summary>Waits a moment for more to happen, while there is enough to start.</summary>
    public Task NapAsync() => _launches.NapAsync();

    /// <summary>Stores the attempts of those that will run next, so that they can begin as soon as there is a slot.</summary>
    /// <returns>True when something happened to one of them.</returns>
    public bool PrepareAhead()
    {
        bool hasHappened = false;
        while (_ahead.HasRoom && _dispatcher.TryTakeAhead(MayGoAhead, out int target))
        {
            hasHappened |= !TryPrepareAhead(target, _context.Clock.GetUtcNow());
        }

        return hasHappened;
    }

    /// <summary>Takes back what has not begun, before it is stopped.</summary>
    public void RecallAll() => _ahead.RecallAll();

    /// <summary>Takes back a target, if it has not begun, before it is stopped.</summary>
    public void Recall(TargetId id)
    {
        if (_graph.TryFind(id, out int target))
        {
            _ahead.Recall(target);
        }
    }

    /// <summary>Ends the commands of conditions.</summary>
    public void EndProbes() => _worker.EndProbes();

    /// <summary>Notes which pool kept a target back before it got its slot.</summary>
    public void SetHolder(int target, string? heldBy) => _queued[target] = _queued[target] with { HeldBy = heldBy };

    /// <summary>Does what a change asks for.</summary>
    /// <returns>What observers hear of it.</returns>
    public RunEvent.TargetChanged Follow(BoardChange change, DateTimeOffset now)
    {
        Act(change, now);
        _timers.Follow(change, _attempts.Find(change.Target), now);
        if (change.EndsAttempt && _attempts.Find(change.Target) is { } entry)
        {
            _calls.Unwatch(entry.Backend, entry.Id);
            if (_attempts.Close(change, entry, now) is { } problem)
            {
                _context.Reporter.Add(new RunEvent.OutputsStayed(_graph[change.Target].Id, problem));
            }
        }

        if (change.New is TargetState.Detached or TargetState.Killed { IsConfirmed: false }
            && _attempts.FindUnfinished(change.Target, _preparation.FingerprintOf(change.Target)) is { } unfinished)
        {
            Earlier.Add(unfinished);
        }

        if (_isLettingGo && change.New is TargetState.Running && _attempts.Find(change.Target) is { Backend.OutlivesEngine: true })
        {
            _board.Post(change.Target, new TargetEvent.LetGo());
        }

        return _attempts.Report(change, now);
    }

    /// <summary>Takes what workers, backends and timers tell.</summary>
    public void Receive(RunSignal signal)
    {
        if (signal is RunSignal.AttemptEnded { Successor: { } successor })
        {
            _ahead.Confirm(successor);
        }
        else if (signal is RunSignal.AttemptEnded { IsHoldingOthers: true })
        {
            _launches.HearFailure();
        }

        switch (signal)
        {
            case RunSignal.Checked done:
                _preparation.Conclude(done.Target, done.Result);
                break;
            case RunSignal.Verified done when _board[done.Target] is TargetState.Verifying:
                _context.Facts.Outcomes[done.Target] = done.Success.Recorded.Outcome;
                _context.Store.RecordSuccess(_context.Run, done.Target, done.Success);
                _board.Post(done.Target, new TargetEvent.OutputsFound());
                break;
            case RunSignal.Happened happened:
                _board.Post(happened.Target, happened.Event);
                break;
            case RunSignal.AttemptStarted started when _attempts.TryFind(started.Attempt.Id, out int target, out AttemptEntry? entry):
                _attempts.Begin(entry, started.Attempt, started.Host, started.At);
                _calls.Watch(entry.Backend, entry.Reference);
                _board.Post(target, new TargetEvent.Started());
                break;
            case RunSignal.AttemptEnded ended when _attempts.TryFind(ended.Attempt, out int target, out AttemptEntry? entry):
                (entry.Ended, entry.Usage) = (ended.At, ended.Verdict.Usage);
                _launches.Learn(entry.Duration(ended.At));
                _board.Post(target, new TargetEvent.Ended(ended.Verdict, ended.At));
                break;
            case RunSignal.ContactChanged changed when _attempts.TryFind(changed.Attempt, out int target, out _):
                _board.Post(target, changed.Event);
                break;
            case RunSignal.EarlierEnded ended:
                foreach (EndedAttempt one in ended.Ended)
                {
                    Kills.Settle(_preparation.Clear(one, ended.At));
                }

                break;
            case RunSignal.SurvivorSeen seen:
                Kills.Receive(seen);
                break;
            case RunSignal.TimerElapsed timer when _timers.IsCurrent(timer.Target, timer.Generation):
                Heed(timer);
                break;
            case RunSignal.QueueChanged changed when _attempts.TryFind(changed.Attempt, out int target, out _):
                _context.Reporter.Add(new RunEvent.QueueChanged(_graph[target].Id, changed.Observation.IsWaiting, changed.Observation.Detail));
                break;
            case RunSignal.SeenAlive seen when _attempts.TryFind(seen.Attempt, out int target, out _) && _graph[target].Timeout is { } limit:
                Judge(target, limit, seen.Observation);
                break;
            default:
                // News of an attempt or a timer that nobody waits for any more.
                break;
        }
    }

    /// <summary>Leaves what outlives the engine to a later run; what is about to start, once it has.</summary>
    public void LetGo()
    {
        _isLettingGo = true;
        foreach (int target in _context.Selection.Targets)
        {
            if (_board[target].HasProcess && _attempts.Find(target) is { Backend.OutlivesEngine: true })
            {
                _board.Post(target, new TargetEvent.LetGo());
            }
        }
    }

    /// <summary>Ends what would die unheard: nobody would ever know what became of it, so the next run starts it again.</summary>
    public async Task AbandonAsync()
    {
        _launches.Close();
        foreach (IGrouping<IBackend, AttemptEntry> group in _context.Selection.Targets
            .Where(target => _board[target].HasProcess).Concat(_ahead.Targets).Select(_attempts.Find).OfType<AttemptEntry>()
            .Where(entry => !entry.Backend.OutlivesEngine).GroupBy(entry => entry.Backend))
        {
            _ = await group.Key.KillAsync([.. group.Select(entry => entry.Reference)], KillStrength.Kill, CancellationToken.None);
        }
    }

    // An attempt that is polled may have ended in time, and nobody looked yet.
    private void Heed(RunSignal.TimerElapsed timer)
    {
        bool isDoubtful = timer.Event is TargetEvent.TimeoutReached
            && _attempts.Find(timer.Target) is { } entry && _calls.TryDoubt(entry.Backend, entry.Id);
        if (!isDoubtful)
        {
            _board.Post(timer.Target, timer.Event);
        }
    }

    // What waits in a queue takes no time of its own, however long it waits.
    private void Judge(int target, TimeSpan limit, AttemptObservation.Alive seen)
    {
        TimeSpan rest = seen.IsWaiting ? limit
            : seen.Began is { } began ? limit - (_context.Clock.GetUtcNow() - began)
            : TimeSpan.Zero;
        if (rest > TimeSpan.Zero)
        {
            _timers.Extend(target, rest, limit);
        }
        else
        {
            _board.Post(target, new TargetEvent.TimeoutReached(limit));
        }
    }

    private void Act(BoardChange change, DateTimeOffset now)
    {
        int target = change.Target;
        switch (change.Actions)
        {
            case TargetActions.Evaluate or TargetActions.Check:
                _preparation.Look(target);
                break;
            case TargetActions.Enqueue:
                _queued[target] = (now, null);
                _dispatcher.Enqueue(target);
                break;
            case TargetActions.Start when change.New is TargetState.Starting starting:
                Start(target, starting.Attempt, now);
                break;
            case TargetActions.Adopt:
                Adopt(target);
                break;
            case TargetActions.Verify when change.New is TargetState.Verifying verifying:
                Verify(target, verifying.Attempt);
                break;
            case TargetActions.Terminate or TargetActions.ForceEnd when _attempts.Find(target) is { } entry:
                _calls.Kill(entry.Backend, entry.Reference, change.Actions is TargetActions.ForceEnd ? KillStrength.Kill : KillStrength.Terminate);
                break;
            default:
                // Success was recorded with what was verified; outputs are set aside when the attempt is closed.
                break;
        }
    }

    private void Verify(int target, int attempt)
    {
        if (_worker.TryVerify(target, attempt, _preparation.FingerprintOf(target)) is { } answer)
        {
            Receive(answer);
        }
    }

    private void Start(int target, int number, DateTimeOffset now)
    {
        if (_ahead.HasBegun(target))
        {
            return;
        }

        if (_context.BackendOf(target) is not { } backend)
        {
            _board.Post(target, new TargetEvent.Faulted($"there is no backend `{_graph[target].BackendName()}`; there are {_context.Backends.Names}"));
            return;
        }

        Attempt attempt = Open(target, backend, number, now, out string? problem);
        if (problem is null)
        {
            _calls.Start(backend, attempt);
        }
        else
        {
            _board.Post(target, new TargetEvent.Faulted(problem));
        }
    }

    // A timeout counts from the beginning; a second attempt that is taken back would hide the first one.
    private bool MayGoAhead(int target) =>
        _board[target] is TargetState.Ready { Attempt: 1 } && _graph[target].Timeout is null && _context.BackendOf(target) is { } backend && _launches.Serves(backend);

    private bool TryPrepareAhead(int target, DateTimeOffset now)
    {
        IBackend backend = _context.BackendOf(target) ?? throw new InvalidOperationException($"{_graph[target].Id} has no backend.");
        Attempt attempt = Open(target, backend, number: 1, now, out string? problem);
        _ahead.Add(target, attempt.Id);
        if (problem is null)
        {
            _calls.StartAhead(backend, attempt);
        }
        else
        {
            _ahead.Confirm(attempt.Id);
            _board.Post(target, new TargetEvent.Faulted(problem));
        }

        return problem is null;
    }

    private Attempt Open(int target, IBackend backend, int number, DateTimeOffset now, out string? problem)
    {
        (DateTimeOffset readyAt, string? heldBy) = _queued[target];
        TargetId? releasedBy = _board.ReleaserOf(target) is { } releaser ? _graph[releaser].Id : null;
        AttemptIntent intent = new(number, now, backend.Name, _preparation.FingerprintOf(target), readyAt, releasedBy, heldBy, _graph[target].Outputs, _graph[target].KeepFailedOutputs);
        return _attempts.Open(target, backend, intent, out problem);
    }

    private void Adopt(int target)
    {
        _context.AtPoint(RunPoint.BeforeAdoption);
        UnfinishedAttempt attempt = _preparation.Adopt(target);
        IBackend backend = _context.Backends.Find(attempt.Backend) ?? throw new InvalidOperationException($"There is no backend {attempt.Backend}.");
        if (backend.OutlivesEngine)
        {
            _context.Reporter.Add(new RunEvent.PickedUp(_graph[target].Id, attempt.Began));
        }

        _attempts.Adopt(target, backend, attempt);
        _calls.WatchEarlier(backend, attempt.Reference);
    }
}
