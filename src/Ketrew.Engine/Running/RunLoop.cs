using System.Threading.Channels;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Owns the state of a run: signals come in from other threads, actions go out, and nothing is told before it is stored.</summary>
internal sealed class RunLoop : IAttemptListener, IDisposable
{
    private readonly StateStore _store;
    private readonly IBackend _backend;
    private readonly TimeProvider _clock;
    private readonly RunOptions _options;
    private readonly Inspection _inspection;
    private readonly ProjectFacts _facts;
    private readonly TargetGraph _graph;
    private readonly int _run;
    private readonly TargetBoard _board;
    private readonly AttemptBook _attempts;
    private readonly RunReporter _reporter;
    private readonly OutputKeeper _outputs;
    private readonly TargetTimers _timers;
    private readonly TargetWorker _worker;
    private readonly double[] _lengths;
    private readonly Digest[] _fingerprints;
    private readonly PriorityQueue<int, (double, int)> _ready = new();
    private readonly Channel<RunSignal> _signals = Channel.CreateUnbounded<RunSignal>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<Attempt> _starts = [];
    private readonly List<(AttemptReference Attempt, KillStrength Strength)> _kills = [];
    private readonly List<Task> _asked = [];
    private bool _hasFailed;

    public RunLoop(StateStore store, IBackend backend, TimeProvider clock, RunOptions options, Inspection inspection, int run, RunReporter reporter)
    {
        (_store, _backend, _clock, _options, _inspection, _run, _reporter) = (store, backend, clock, options, inspection, run, reporter);
        _facts = inspection.Facts;
        _graph = inspection.Selection.Graph;
        _board = new TargetBoard(inspection.Selection);
        _attempts = new AttemptBook(_graph, store.Project, new RunId(store.Identity, run));
        _outputs = new OutputKeeper(store.Project, _facts.Ledger);
        _timers = new TargetTimers(clock, Post);
        _worker = new TargetWorker(_facts, Post);
        _fingerprints = new Digest[_graph.Count];
        _lengths = CriticalPath.Lengths(inspection.Selection, store.ExpectedDurations(_graph));
    }

    /// <summary>Where every target stands.</summary>
    public TargetBoard Board => _board;

    /// <summary>True when somebody asked it to stop.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Takes a signal; from any thread.</summary>
    public void Post(RunSignal signal) => _ = _signals.Writer.TryWrite(signal);

    void IAttemptListener.Started(AttemptReference attempt) => Post(new RunSignal.AttemptStarted(attempt, _clock.GetUtcNow()));

    void IAttemptListener.Ended(AttemptId id, Verdict verdict) => Post(new RunSignal.AttemptEnded(id, verdict, _clock.GetUtcNow()));

    public void Dispose() => _timers.Dispose();

    /// <summary>Runs until every selected target is done with.</summary>
    public async Task RunAsync()
    {
        foreach (int target in _inspection.Selection.Targets)
        {
            if (_inspection.OutlookOf(target) is Outlook.UpToDate)
            {
                _board.SetUpToDate(target);
            }
        }

        _board.Activate();
        Advance();
        while (_board.OpenCount > 0 && await _signals.Reader.WaitToReadAsync())
        {
            while (_signals.Reader.TryRead(out RunSignal? signal))
            {
                Receive(signal);
            }

            Advance();
        }

        await Task.WhenAll(_asked);
    }

    // Everything that happened at once is one transaction; then it is told; then the world is changed.
    private void Advance()
    {
        do
        {
            Settle();
            GrantSlots();
            Settle();
        }
        while (_board.ProcessCount < _options.Jobs && _ready.Count > 0);
        _store.RecordFiles(_facts.Ledger.TakeUnsaved());
        _store.Commit();
        _reporter.Publish();
        Perform();
    }

    private void Settle()
    {
        while (_board.TryStep(out BoardChange change))
        {
            Follow(change);
        }
    }

    private void GrantSlots()
    {
        int free = _options.Jobs - _board.ProcessCount;
        while (free > 0 && _ready.TryDequeue(out int target, out _))
        {
            // Stopped ones are still in the queue, and must not take a slot.
            if (_board[target] is TargetState.Ready)
            {
                _board.Post(target, new TargetEvent.SlotGranted());
                free--;
            }
        }
    }

    private void Perform()
    {
        foreach (Attempt attempt in _starts)
        {
            _backend.Start(attempt, this);
        }

        foreach ((AttemptReference attempt, KillStrength strength) in _kills)
        {
            _asked.Add(_backend.KillAsync([attempt], strength, CancellationToken.None));
        }

        _starts.Clear();
        _kills.Clear();
    }

    private void Receive(RunSignal signal)
    {
        switch (signal)
        {
            case RunSignal.Checked done:
                Receive(done.Target, done.Result);
                break;
            case RunSignal.Verified done:
                // Only a target that still waits for it: its attempt is the one that was looked at.
                _facts.Outcomes[done.Target] = done.Success.Recorded.Outcome;
                _store.RecordSuccess(_run, done.Target, done.Success);
                _board.Post(done.Target, new TargetEvent.OutputsFound());
                break;
            case RunSignal.Happened happened:
                _board.Post(happened.Target, happened.Event);
                break;
            case RunSignal.AttemptStarted started when _attempts.TryFind(started.Attempt.Id, out int target):
                Receive(target, started);
                break;
            case RunSignal.AttemptEnded ended when _attempts.TryFind(ended.Attempt, out int target):
                Receive(target, ended);
                break;
            case RunSignal.TimerElapsed timer when _timers.IsCurrent(timer.Target, timer.Generation):
                _board.Post(timer.Target, timer.Event);
                break;
            case RunSignal.StopRequested:
                Stop(isKilling: false);
                break;
            case RunSignal.KillRequested:
                Stop(isKilling: true);
                break;
            default:
                // News of an attempt or a timer that nobody waits for any more.
                break;
        }
    }

    private void Receive(int target, CheckResult result)
    {
        _fingerprints[target] = result.Fingerprint;
        _facts.Outcomes[target] = result.Outcome;
        _board.Post(target, result.Verdict switch
        {
            CheckVerdict.Current => new TargetEvent.FoundCurrent(),
            CheckVerdict.Empty => new TargetEvent.FoundEmpty(),
            CheckVerdict.InputsMissing => new TargetEvent.InputsMissed(result.MissingInputs),
            _ => new TargetEvent.FoundStale(),
        });
    }

    private void Receive(int target, RunSignal.AttemptStarted started)
    {
        if (_attempts.Find(target) is { } entry)
        {
            entry.Handle = started.Attempt.Handle;
            entry.Began = started.At;
            _store.RecordStart(_run, target, started.Attempt.Id.Number, started.At, started.Attempt.Handle);
            _board.Post(target, new TargetEvent.Started());
        }
    }

    private void Receive(int target, RunSignal.AttemptEnded ended)
    {
        if (_attempts.Find(target) is { } entry)
        {
            entry.Ended = ended.At;
            entry.Usage = ended.Verdict.Usage;
            _board.Post(target, new TargetEvent.Ended(ended.Verdict, ended.At));
        }
    }

    private void Stop(bool isKilling)
    {
        IsStopped = true;
        _reporter.Add(new RunEvent.Stopping(isKilling));
        if (isKilling)
        {
            _board.Kill();
        }
        else
        {
            _board.Stop();
        }
    }

    private void Follow(BoardChange change)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        AttemptBook.Entry? entry = _attempts.Find(change.Target);
        SetTimer(change, now);
        Act(change, now);
        if (change.Old.HasProcess || change.Old is TargetState.Verifying)
        {
            CloseAttempt(change, entry, now);
        }

        if (IsWorthTelling(change.New))
        {
            _store.RecordTransition(_run, change.Target, now, change.New);
            _reporter.Add(Report(change, now));
        }

        if (change.New is TargetState.Failed && !_options.KeepGoing && !_hasFailed)
        {
            _hasFailed = true;
            _reporter.Add(new RunEvent.Stopping(IsKilling: false));
            _board.Stop();
        }
    }

    private void Act(BoardChange change, DateTimeOffset now)
    {
        int target = change.Target;
        switch (change.Actions)
        {
            case TargetActions.Check when _inspection.ResultOf(target) is { Verdict: not CheckVerdict.Unchecked } known:
                Receive(target, known);
                break;
            case TargetActions.Check:
                _worker.Check(target);
                break;
            case TargetActions.Enqueue:
                _ready.Enqueue(target, (-_lengths[target], target));
                break;
            case TargetActions.Start when change.New is TargetState.Starting starting:
                Start(target, starting.Attempt, now);
                break;
            case TargetActions.Verify when change.New is TargetState.Verifying verifying:
                _worker.Verify(target, verifying.Attempt, _fingerprints[target]);
                break;
            case TargetActions.Terminate or TargetActions.ForceEnd when _attempts.Find(target) is { } entry:
                _kills.Add((entry.Reference, change.Actions is TargetActions.ForceEnd ? KillStrength.Kill : KillStrength.Terminate));
                break;
            default:
                // Success was recorded with what was verified; outputs are set aside when the attempt is closed.
                break;
        }
    }

    private void Start(int target, int number, DateTimeOffset now)
    {
        Attempt attempt = _attempts.Open(target, number, now);
        try
        {
            _outputs.Prepare(OutputsOf(target), attempt.LogPath);
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            _store.RecordIntent(_run, target, number, now);
            _board.Post(target, new TargetEvent.Faulted(failure.Message));
            return;
        }

        _store.RecordIntent(_run, target, number, now);
        _starts.Add(attempt);
    }

    private void SetTimer(BoardChange change, DateTimeOffset now)
    {
        switch (change.New)
        {
            case TargetState.Starting when _graph[change.Target].Timeout is { } limit:
                _timers.Set(change.Target, limit, new TargetEvent.TimeoutReached(limit));
                break;
            case TargetState.Killing:
                _timers.Set(change.Target, _options.KillGrace, new TargetEvent.GraceElapsed());
                break;
            case TargetState.Retrying retrying:
                _timers.Set(change.Target, retrying.Until - now, new TargetEvent.RetryDue());
                break;
            case TargetState.Running:
                // The timeout goes on.
                break;
            default:
                _timers.Clear(change.Target);
                break;
        }
    }

    private void CloseAttempt(BoardChange change, AttemptBook.Entry? entry, DateTimeOffset now)
    {
        if (entry is null || change.New.HasProcess || change.New is TargetState.Verifying)
        {
            return;
        }

        _store.RecordEnd(_run, change.Target, entry.Attempt.Id.Number, entry.Ended ?? now, entry.Usage);
        if (change.Actions.HasFlag(TargetActions.SetOutputsAside) && !_graph[change.Target].KeepFailedOutputs)
        {
            AttemptId id = entry.Attempt.Id;
            string destination = _store.Project.FailedOutputsDirectory(_run, id.Target, id.Number);
            if (_outputs.SetAside(OutputsOf(change.Target), destination) is { } problem)
            {
                _reporter.Add(new RunEvent.OutputsStayed(id.Target, problem));
            }
        }
    }

    private RunEvent.TargetChanged Report(BoardChange change, DateTimeOffset now)
    {
        AttemptBook.Entry? entry = _attempts.Find(change.Target);
        bool hasEnded = entry is not null && change.Old.HasProcess | change.Old is TargetState.Verifying && !change.New.HasProcess;
        bool hasFailed = change.New is TargetState.Failed or TargetState.Killed or TargetState.Retrying;
        return new RunEvent.TargetChanged(
            _graph[change.Target].Id,
            change.New,
            now,
            hasEnded ? (entry!.Ended ?? now) - entry.Began : null,
            entry?.Attempt.LogPath,
            hasFailed && entry is not null ? LogTail.Read(entry.Attempt.LogPath, _options.LastLineCount) : []);
    }

    private static bool IsWorthTelling(TargetState state) =>
        state is TargetState.Ready or TargetState.Running or TargetState.Retrying or TargetState.Killing || state.IsFinal;

    private ValueList<ProjectPath> OutputsOf(int target) => _graph[target].Outputs;
}
