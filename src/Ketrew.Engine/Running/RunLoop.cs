using System.Threading.Channels;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Checking;
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
    private readonly TargetTimers _timers;
    private readonly TargetWorker _worker;
    private readonly double[] _lengths;
    private readonly Digest[] _fingerprints;
    private readonly DateTimeOffset[] _readySince;
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
        _attempts = new AttemptBook(_graph, store, run, new OutputKeeper(store.Project, _facts.Ledger), options.LastLineCount);
        _timers = new TargetTimers(clock, Post);
        _worker = new TargetWorker(_facts, Post);
        _fingerprints = new Digest[_graph.Count];
        _readySince = new DateTimeOffset[_graph.Count];
        _lengths = CriticalPath.Lengths(inspection.Selection, store.ExpectedDurations(_graph));
    }

    /// <summary>Where every target stands.</summary>
    public TargetBoard Board => _board;

    /// <summary>True when somebody asked it to stop.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Takes a signal; from any thread.</summary>
    public void Post(RunSignal signal) => _ = _signals.Writer.TryWrite(signal);

    void IAttemptListener.Started(AttemptReference attempt, string host) => Post(new RunSignal.AttemptStarted(attempt, host, _clock.GetUtcNow()));

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

    /// <summary>Ends what runs without storing anything: for when the state can't be written any more.</summary>
    public async Task AbandonAsync()
    {
        ValueList<AttemptReference> running =
        [
            .. _inspection.Selection.Targets.Where(target => _board[target].HasProcess).Select(_attempts.Find).OfType<AttemptReference>(),
        ];
        _ = await _backend.KillAsync(running, KillStrength.Kill, CancellationToken.None);
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
                _attempts.Begin(target, started.Attempt, started.At, started.Host);
                _board.Post(target, new TargetEvent.Started());
                break;
            case RunSignal.AttemptEnded ended when _attempts.TryFind(ended.Attempt, out int target):
                _attempts.End(target, ended.Verdict.Usage, ended.At);
                _board.Post(target, new TargetEvent.Ended(ended.Verdict, ended.At));
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
        SetTimer(change, now);
        Act(change, now);
        if (change.EndsAttempt && _attempts.Close(change, now) is { } problem)
        {
            _reporter.Add(new RunEvent.OutputsStayed(_graph[change.Target].Id, problem));
        }

        if (IsWorthTelling(change.New))
        {
            _store.RecordTransition(_run, change.Target, now, change.New);
            _reporter.Add(_attempts.Report(change, now));
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
                _readySince[target] = now;
                _ready.Enqueue(target, (-_lengths[target], target));
                break;
            case TargetActions.Start when change.New is TargetState.Starting starting:
                Start(target, starting.Attempt, now);
                break;
            case TargetActions.Verify when change.New is TargetState.Verifying verifying:
                _worker.Verify(target, verifying.Attempt, _fingerprints[target]);
                break;
            case TargetActions.Terminate or TargetActions.ForceEnd when _attempts.Find(target) is { } attempt:
                _kills.Add((attempt, change.Actions is TargetActions.ForceEnd ? KillStrength.Kill : KillStrength.Terminate));
                break;
            default:
                // Success was recorded with what was verified; outputs are set aside when the attempt is closed.
                break;
        }
    }

    private void Start(int target, int number, DateTimeOffset now)
    {
        AttemptIntent intent = new(number, now, _backend.Name, _fingerprints[target], _readySince[target], ReleasedBy: null, HeldBy: null);
        Attempt attempt = _attempts.Open(target, intent, out string? problem);
        if (problem is null)
        {
            _starts.Add(attempt);
        }
        else
        {
            _board.Post(target, new TargetEvent.Faulted(problem));
        }
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

    private static bool IsWorthTelling(TargetState state) =>
        state is TargetState.Ready or TargetState.Running or TargetState.Retrying or TargetState.Killing || state.IsFinal;
}
