using Ketrew.Backends.Local;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>The attempts that this engine wants handed over, and those that it handed over: works on its own, and goes on trying. Thread-safe.</summary>
internal sealed class SubmissionQueue : IDisposable
{
    // While nothing goes wrong, many are handed over in a round trip; a scheduler that doesn't answer makes each wait for seconds.
    private const int MostAtOnce = 32;
    private const int MostTogether = 2000;
    private static readonly TimeSpan _firstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(30);

    private readonly JobSubmitter _submitter;
    private readonly SchedulerDesk _desk;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly LinkedList<StartWish> _waiting = [];
    private readonly Dictionary<AttemptId, StartWish> _wishes = [];
    private readonly Dictionary<AttemptId, Audience> _audiences = [];
    private readonly Dictionary<AttemptId, string> _jobs = [];
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _ended;
    private Task _work = Task.CompletedTask;
    private Task _round = Task.CompletedTask;
    private bool _isWorking;

    /// <param name="submitter">Does it.</param>
    /// <param name="desk">For whom.</param>
    /// <param name="clock">Measures how long to wait between tries.</param>
    public SubmissionQueue(JobSubmitter submitter, SchedulerDesk desk, TimeProvider clock) =>
        (_submitter, _desk, _clock, _ended) = (submitter, desk, clock, _end.Token);

    /// <summary>Adds attempts; who asks for one that is there already hears what the others heard.</summary>
    public void Add(IEnumerable<Attempt> attempts, IAttemptListener listener)
    {
        lock (_gate)
        {
            foreach (Attempt attempt in attempts)
            {
                if (!_audiences.TryGetValue(attempt.Id, out Audience? audience))
                {
                    _audiences.Add(attempt.Id, audience = new Audience());
                    _wishes.Add(attempt.Id, new StartWish(attempt));
                    _ = _waiting.AddLast(_wishes[attempt.Id]);
                }

                audience.Join(attempt.Id, listener);
            }

            if (!_isWorking && _waiting.Count > 0)
            {
                _isWorking = true;
                _work = Task.Run(WorkAsync);
            }
        }
    }

    /// <summary>Why an attempt isn't handed over yet; null when it is, or was never wanted.</summary>
    public string? DelayOf(AttemptId id)
    {
        lock (_gate)
        {
            return _work.Exception is { } bug ? throw new InvalidOperationException("Jobs can't be submitted any more.", bug)
                : _wishes.GetValueOrDefault(id)?.Delay;
        }
    }

    /// <summary>The job of an attempt that this engine handed over; null when it didn't.</summary>
    public string? JobOf(AttemptId id)
    {
        lock (_gate)
        {
            return _jobs.GetValueOrDefault(id);
        }
    }

    /// <summary>The wish for an attempt that waits; what is being handed over at the moment is awaited.</summary>
    /// <returns>Null when it was handed over, or refused, or was never wanted.</returns>
    public async Task<StartWish?> FindWaitingAsync(AttemptId id, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task round;
            lock (_gate)
            {
                if (!_wishes.TryGetValue(id, out StartWish? wish) || _waiting.Contains(wish))
                {
                    return wish;
                }

                round = _round;
            }

            _submitter.InterruptSending();
            await round.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes an attempt out of those that wait, and tells what became of it.</summary>
    /// <returns>False when it doesn't wait any more.</returns>
    public bool TryTakeOut(StartWish wish, StartResult result)
    {
        lock (_gate)
        {
            bool isWaiting = _waiting.Remove(wish);
            if (isWaiting)
            {
                Settle(wish.Attempt.Id, result);
            }

            return isWaiting;
        }
    }

    /// <summary>Stops trying; what waits is never told.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task WorkAsync()
    {
        TimeSpan wait = _firstWait;
        int most = MostAtOnce;
        while (Take(out TaskCompletionSource done) is { Count: > 0 } wishes)
        {
            if (await TrySubmitAsync(wishes, most, done))
            {
                (wait, most) = (_firstWait, Math.Min(most * 2, MostAtOnce));
                continue;
            }

            most = 1;
            await Task.Delay(wait, _clock, _ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < _longestWait ? wait * 2 : _longestWait;
        }
    }

    /// <returns>False when something must be tried again.</returns>
    private async Task<bool> TrySubmitAsync(List<StartWish> wishes, int most, TaskCompletionSource done)
    {
        try
        {
            Dictionary<AttemptId, StartResult> results = await _submitter.SubmitAsync(wishes, most, _ended);
            lock (_gate)
            {
                // In the order in which they were wanted, and before those that came meanwhile.
                foreach (AttemptId id in Enumerable.Reverse(wishes).Select(wish => wish.Attempt.Id))
                {
                    Settle(id, results[id]);
                }
            }

            return !results.Values.Any(result => result is StartResult.Again { IsTrouble: true });
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            done.SetResult();
        }
    }

    private List<StartWish> Take(out TaskCompletionSource done)
    {
        done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            List<StartWish> taken = [];
            while (!_ended.IsCancellationRequested && taken.Count < MostTogether && _waiting.First is { } first)
            {
                taken.Add(first.Value);
                _waiting.RemoveFirst();
            }

            (_isWorking, _round) = (taken.Count > 0, done.Task);
            return taken;
        }
    }

    private void Settle(AttemptId id, StartResult result)
    {
        switch (result)
        {
            case StartResult.Submitted { Job: var job }:
                _ = _wishes.Remove(id);
                _jobs[id] = job;
                _audiences[id].TellStarted(new AttemptReference(id, job.Length > 0 ? JobHandle.Of(_desk.Scheduler.Kind, job) : ""), _desk.Host.Name);
                break;
            case StartResult.Over { Verdict: var verdict }:
                _ = _wishes.Remove(id);
                _audiences[id].TellEnded(id, verdict);
                break;
            case StartResult.Again { Wish: var wish }:
                _wishes[id] = _waiting.AddFirst(wish).Value;
                break;
        }
    }
}
