using System.Runtime.ExceptionServices;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Checking;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Owns the state of a run: signals come in from other threads, actions go out, and nothing is told before it is stored.</summary>
internal sealed class RunLoop : IAttemptListener, IAsyncDisposable
{
    private static readonly TimeSpan _guessInterval = TimeSpan.FromSeconds(1);

    private readonly RunContext _context;
    private readonly TargetActivity _activity;
    private readonly TargetBoard _board;
    private readonly Dispatcher _dispatcher;
    private readonly RemainingWork _remaining;
    private long? _guessedAt;
    private bool _hasFailed;
    private bool _isStopDue;

    public RunLoop(RunContext context)
    {
        _context = context;
        ValueList<TimeSpan?> durations = context.Store.ExpectedDurations(context.Graph);
        _board = new TargetBoard(context.Selection);
        _dispatcher = new Dispatcher(context.Graph, new Slots(context.Options.Jobs, context.BackendOf), CriticalPath.Lengths(context.Selection, durations));
        _remaining = new RemainingWork(durations, context.Options.Jobs);
        _activity = new TargetActivity(context, _board, _dispatcher, this);
    }

    /// <summary>Where every target stands.</summary>
    public TargetBoard Board => _board;

    /// <summary>True when somebody asked it to stop.</summary>
    public bool IsStopped { get; private set; }

    void IAttemptListener.Started(AttemptReference attempt, string host) =>
        _context.Control.Post(new RunSignal.AttemptStarted(attempt, host, _context.Clock.GetUtcNow()));

    void IAttemptListener.Ended(AttemptId id, Verdict verdict) =>
        _context.Control.Post(new RunSignal.AttemptEnded(id, verdict, _context.Clock.GetUtcNow()));

    public async ValueTask DisposeAsync()
    {
        _activity.Kills.Close();
        await _activity.DisposeAsync();
    }

    /// <summary>Runs until every target that was asked for is done with.</summary>
    public async Task RunAsync()
    {
        foreach (int target in _context.Selection.Targets)
        {
            if (_context.Inspection.IsDone(target))
            {
                _board.SetDone(target, _context.Inspection.ResultOf(target).Verdict is CheckVerdict.AlreadyDone ? new TargetState.AlreadyDone() : new TargetState.UpToDate());
            }
        }

        foreach (int root in _context.Selection.Roots)
        {
            _board.Post(root, new TargetEvent.Activated());
        }

        // What was asked before the run began is heard before anything starts.
        Settle();
        while (!TryReceiveAll())
        {
        }

        await WorkAsync();
        if (!IsStopped && await _activity.Earlier.FindEndedAsync() is { Count: > 0 } ended)
        {
            ended.ForEach(attempt => _board.TakeOver(attempt.Target, attempt.Number));
            await WorkAsync();
        }
    }

    /// <summary>Ends what would die unheard, without storing anything: for when the state can't be written any more.</summary>
    public Task AbandonAsync() => _activity.AbandonAsync();

    private async Task WorkAsync()
    {
        Advance();
        while ((_board.OpenCount > 0 || _activity.IsEndingAny) && await AwaitSignalAsync())
        {
            _ = TryReceiveAll();
            Advance();
        }
    }

    private async ValueTask<bool> AwaitSignalAsync()
    {
        await _activity.NapAsync();
        return await _context.Control.Signals.WaitToReadAsync();
    }

    // Everything that happened at once is one transaction; then it is told; then the world is changed.
    private void Advance()
    {
        do
        {
            Settle();
        }
        while (_activity.FillSlots() || GrantSlots() || _activity.PrepareAhead());
        RecordGuess();
        _context.Store.RecordFiles(_context.Facts.Ledger.TakeUnsaved());
        _context.Commit();
        _context.Reporter.Publish();
        _activity.Perform();
    }

    private void Settle()
    {
        StepAll();
        // Only now has everybody heard of the failure whom it blocks.
        if (_isStopDue)
        {
            _isStopDue = false;
            _context.Reporter.Add(new RunEvent.Stopping(IsKilling: false));
            _activity.RecallAll();
            _board.StopAfterFailure();
            StepAll();
        }
    }

    private void StepAll()
    {
        while (_board.TryStep(out BoardChange change))
        {
            Follow(change);
        }
    }

    private bool GrantSlots()
    {
        bool isGranted = false;
        while (_dispatcher.TryTake(out int target, out string? heldBy))
        {
            // Stopped ones are still in the queue, and must not take a slot.
            if (_board[target] is TargetState.Ready)
            {
                _activity.SetHolder(target, heldBy);
                _board.Post(target, new TargetEvent.SlotGranted());
                isGranted = true;
            }
            else
            {
                _dispatcher.Release(target);
            }
        }

        return isGranted;
    }

    // A wish to end something is stored before anything else is heard: an end that came at the same moment seems to be its effect, and takes outputs away.
    private bool TryReceiveAll()
    {
        while (_context.Control.Signals.TryRead(out RunSignal? signal))
        {
            Receive(signal);
            // At once, so that nothing that is decided by it is still open when the next one is looked at.
            Settle();
            if (signal is RunSignal.KillRequested or RunSignal.TargetKillRequested or RunSignal.RunKillRequested)
            {
                return false;
            }
        }

        return true;
    }

    private void Receive(RunSignal signal)
    {
        switch (signal)
        {
            case RunSignal.Crashed crashed:
                ExceptionDispatchInfo.Throw(crashed.Failure);
                break;
            case RunSignal.StopRequested:
                Stop();
                break;
            case RunSignal.KillRequested:
                Kill(KillStrength.Terminate);
                break;
            case RunSignal.TargetKillRequested request:
                foreach (TargetId target in request.Targets)
                {
                    _activity.Recall(target);
                }

                // Whatever has begun after all is running before it is asked to end.
                StepAll();
                _activity.Kills.Receive(request);
                break;
            case RunSignal.RunKillRequested request:
                KillRun(request);
                break;
            default:
                _activity.Receive(signal);
                break;
        }
    }

    private void Stop()
    {
        IsStopped = true;
        _context.Reporter.Add(new RunEvent.Stopping(IsKilling: false));
        _activity.RecallAll();
        _activity.LetGo();
        _board.Stop();
    }

    private void Kill(KillStrength strength)
    {
        IsStopped = true;
        _context.Reporter.Add(new RunEvent.Stopping(IsKilling: true));
        _activity.RecallAll();
        _activity.EndProbes();
        _board.Kill(strength);
    }

    private void KillRun(RunSignal.RunKillRequested request)
    {
        _activity.RecallAll();
        StepAll();
        _activity.Kills.Receive(request);
        Kill(request.Strength);
    }

    private void Follow(BoardChange change)
    {
        DateTimeOffset now = _context.Clock.GetUtcNow();
        if ((change.Old.HasProcess || change.New.IsFinal) && !change.New.HasProcess)
        {
            _dispatcher.Release(change.Target);
        }

        RunEvent.TargetChanged report = _activity.Follow(change, now);
        _remaining.Follow(change, report.Duration);
        _activity.Kills.Follow(change);
        if (IsWorthTelling(change.New))
        {
            _context.Store.RecordTransition(_context.Run, change.Target, now, change.New);
            _context.Reporter.Add(report);
        }

        bool isFailure = change.New is TargetState.Failed || (change.Old is TargetState.Killing { Timeout: not null } && change.New is TargetState.Killed);
        if (isFailure && !_context.Options.KeepGoing && !_hasFailed)
        {
            _hasFailed = true;
            _isStopDue = true;
        }
    }

    private void RecordGuess()
    {
        long now = _context.Clock.GetTimestamp();
        if ((_guessedAt is null || _context.Clock.GetElapsedTime(_guessedAt.Value, now) >= _guessInterval) && _remaining.Guess() is { } guess)
        {
            _guessedAt = now;
            _context.Store.RecordRemaining(_context.Run, _context.Clock.GetUtcNow(), guess);
        }
    }

    private static bool IsWorthTelling(TargetState state) =>
        state is TargetState.Ready or TargetState.Running or TargetState.Unknown or TargetState.Retrying or TargetState.Killing || state.IsFinal;
}
