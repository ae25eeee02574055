using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>
/// Starts what takes the slots of this machine. Attempts whose intent is stored wait here, ahead of their turn: the thread that hears of an end
/// starts the next one at once, so that no slot is idle while the loop stores what happened. Thread-safe.
/// </summary>
/// <remarks>While enough of them wait, news of them is collected for a moment: a commit of ten targets costs little more than that of one.</remarks>
internal sealed class Launches : IAttemptListener, IDisposable
{
    // Attempts that take longer are worth being chosen by all that is known when their turn comes.
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(100);

    // How long those that wait keep the slots busy: the loop may look away for a nap and a commit.
    private static readonly TimeSpan _supply = TimeSpan.FromMilliseconds(40);
    private const int MostPerSlot = 32;

    // The part of them that lasts for a commit: few graphs are so wide that the line is ever full.
    private const int LowMark = 8;
    private const int MostWaiting = 512;

    // How much a single attempt tells of how long they take.
    private const int Inertia = 8;

    // How late a person may hear of an end; shorter than anybody notices.
    private static readonly TimeSpan _nap = TimeSpan.FromMilliseconds(10);

    private readonly RunContext _context;
    private readonly object _gate = new();
    private readonly LinkedList<(IBackend Backend, Attempt Attempt)> _waiting = [];
    private readonly List<RunSignal> _news = [];
    private readonly SemaphoreSlim _wake = new(0);

    // Attempts that left the line, and that their backend doesn't know yet.
    private int _beginning;
    private bool _isNapping;

    // Failures that the loop has not heard of yet; and, on its thread only, those that it has since it filled slots.
    private int _failures;
    private int _heard;
    private TimeSpan? _usual;

    public Launches(RunContext context)
    {
        _context = context;
        // Who is polled, or outlives the engine, takes slots that nobody tells us of at once.
        IsInUse = context.Selection.Targets.Select(context.BackendOf).OfType<IBackend>().Distinct().Where(backend => backend.Capacity is null).All(TellsAtOnce);
    }

    /// <summary>True when all slots of this machine are given out here.</summary>
    public bool IsInUse { get; }

    /// <summary>How many are worth waiting ahead of their turn; none until it is known how long attempts take.</summary>
    public int Depth { get; private set; }

    /// <summary>Takes in how long an attempt took.</summary>
    public void Learn(TimeSpan took)
    {
        _usual = _usual is { } usual ? usual + ((took - usual) / Inertia) : took;
        double perSlot = Math.Ceiling(_supply / TimeSpan.FromTicks(Math.Max(_usual.Value.Ticks, 1)));
        lock (_gate)
        {
            Depth = _usual >= _short ? 0 : Math.Min(_context.Options.Jobs * (int)Math.Min(perSlot, MostPerSlot), MostWaiting);
        }
    }

    /// <summary>True for a backend whose attempts are started here.</summary>
    public bool Serves(IBackend backend) => IsInUse && backend.Capacity is null;

    /// <summary>Starts an attempt that has its slot.</summary>
    public void Start(IBackend backend, Attempt attempt)
    {
        _context.AtPoint(RunPoint.BeforeStart);
        backend.Start([attempt], this);
        _context.AtPoint(RunPoint.AfterStart);
    }

    /// <summary>Lets an attempt wait for the next slot.</summary>
    public void Add(IBackend backend, Attempt attempt)
    {
        lock (_gate)
        {
            _ = _waiting.AddLast((backend, attempt));
        }
    }

    /// <summary>Notes that the loop heard of a failure, and will have decided what it means when it fills slots the next time.</summary>
    public void HearFailure() => _heard++;

    /// <summary>Starts what waits in slots that are free: they were before it waited, or a failure held everything.</summary>
    /// <param name="slots">How many are.</param>
    /// <returns>What was started.</returns>
    public List<AttemptId> Fill(int slots)
    {
        lock (_gate)
        {
            _failures -= _heard;
            _heard = 0;
        }

        List<AttemptId> started = [];
        while (started.Count < slots && TryTake() is { } next)
        {
            Begin(next);
            started.Add(next.Attempt.Id);
        }

        return started;
    }

    /// <summary>Takes an attempt back.</summary>
    /// <returns>False when it was started already.</returns>
    public bool TryWithdraw(AttemptId id)
    {
        lock (_gate)
        {
            for (LinkedListNode<(IBackend Backend, Attempt Attempt)>? node = _waiting.First; node is not null; node = node.Next)
            {
                if (node.Value.Attempt.Id == id)
                {
                    _waiting.Remove(node);
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Forgets everything that waits; when it returns, backends know of all that was started, and nothing is any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _waiting.Clear();
            while (_beginning > 0)
            {
                _ = Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Waits a moment for more to happen, unless the slots might run dry meanwhile.</summary>
    public async Task NapAsync()
    {
        lock (_gate)
        {
            if (!IsAmple)
            {
                return;
            }

            _isNapping = true;
        }

        _ = await _wake.WaitAsync(_nap);
        lock (_gate)
        {
            WakeUp();
        }
    }

    public void Dispose() => _wake.Dispose();

    void IAttemptListener.Started(AttemptReference attempt, string host)
    {
        RunSignal.AttemptStarted signal = new(attempt, host, _context.Clock.GetUtcNow());
        lock (_gate)
        {
            Tell(signal);
        }
    }

    void IAttemptListener.Ended(AttemptId id, Verdict verdict)
    {
        DateTimeOffset now = _context.Clock.GetUtcNow();
        (IBackend Backend, Attempt Attempt)? next;
        lock (_gate)
        {
            // What a failure means for the others, the loop decides.
            bool isFailure = verdict is not Verdict.Exited { Code: 0 };
            _failures += isFailure ? 1 : 0;
            next = _failures > 0 ? null : TryTake();
            // In one signal with its successor: the loop must never think that the slot is free.
            Tell(new RunSignal.AttemptEnded(id, verdict, now) { Successor = next?.Attempt.Id, IsHoldingOthers = isFailure });
        }

        if (next is { } successor)
        {
            Begin(successor);
        }
    }

    private static bool TellsAtOnce(IBackend backend) => backend is { PollInterval: null, OutlivesEngine: false };

    private bool IsAmple => _failures == 0 && _waiting.Count > Depth / LowMark;

    private (IBackend Backend, Attempt Attempt)? TryTake()
    {
        lock (_gate)
        {
            if (_waiting.First is not { } first)
            {
                return null;
            }

            _waiting.RemoveFirst();
            _beginning++;
            return first.Value;
        }
    }

    private void Begin((IBackend Backend, Attempt Attempt) next)
    {
        try
        {
            Start(next.Backend, next.Attempt);
        }
        finally
        {
            lock (_gate)
            {
                _beginning--;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Tell(RunSignal signal)
    {
        _news.Add(signal);
        if (!_isNapping)
        {
            WakeUp();
        }
        else if (!IsAmple)
        {
            WakeUp();
            _ = _wake.Release();
        }
    }

    private void WakeUp()
    {
        _isNapping = false;
        _news.ForEach(_context.Control.Post);
        _news.Clear();
    }
}
