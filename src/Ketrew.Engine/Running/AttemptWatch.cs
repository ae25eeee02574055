using System.Collections.Concurrent;
using Ketrew.Engine.Automaton;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Polls one backend for all its attempts at once, and tells what is new of them. A backend that can't answer is asked less and less often.</summary>
internal sealed class AttemptWatch : IAsyncDisposable
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(1);

    private readonly IBackend _backend;
    private readonly TimeProvider _clock;
    private readonly Action<RunSignal> _post;
    private readonly TimeSpan _interval;
    private readonly ConcurrentDictionary<AttemptId, AttemptReference> _attempts = new();
    private readonly HashSet<AttemptId> _unknown = [];
    private readonly HashSet<AttemptId> _waiting = [];
    private readonly ConcurrentDictionary<AttemptId, byte> _doubted = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _polling;

    /// <param name="backend">One with a poll interval.</param>
    /// <param name="interval">That interval.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="post">Called on another thread with what is new.</param>
    public AttemptWatch(IBackend backend, TimeSpan interval, TimeProvider clock, Action<RunSignal> post)
    {
        (_backend, _interval, _clock, _post) = (backend, interval, clock, post);
        _polling = PollAsync();
    }

    /// <summary>Watches an attempt from now on.</summary>
    public void Add(AttemptReference attempt)
    {
        if (_attempts.TryAdd(attempt.Id, attempt) && _attempts.Count == 1)
        {
            Hurry();
        }
    }

    /// <summary>Forgets an attempt.</summary>
    public void Remove(AttemptId attempt)
    {
        _ = _attempts.TryRemove(attempt, out _);
        _ = _doubted.TryRemove(attempt, out _);
    }

    /// <summary>Looks once more before anybody decides that an attempt takes too long: it may have ended since the last look.</summary>
    public void Doubt(AttemptId attempt)
    {
        _doubted[attempt] = 0;
        Hurry();
    }

    /// <summary>Polls now: something is about to change.</summary>
    public void Hurry() => _ = _wake.Release();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _polling;
        _end.Dispose();
        _wake.Dispose();
    }

    private async Task PollAsync()
    {
        TimeSpan wait = _interval;
        try
        {
            while (true)
            {
                await AwaitTurnAsync(_attempts.IsEmpty ? Timeout.InfiniteTimeSpan : wait);
                bool isAnswered = _attempts.IsEmpty || await LookAsync([.. _attempts.Values]);
                wait = isAnswered ? _interval : wait * 2 < _longestWait ? wait * 2 : _longestWait;
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private async Task AwaitTurnAsync(TimeSpan wait)
    {
        using CancellationTokenSource turn = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        await await Task.WhenAny(_wake.WaitAsync(turn.Token), Task.Delay(wait, _clock, turn.Token));
        await turn.CancelAsync();
        // However many want it, one look is enough.
        while (_wake.Wait(0, CancellationToken.None))
        {
        }
    }

    /// <returns>False when the backend could tell about none of them.</returns>
    private async Task<bool> LookAsync(ValueList<AttemptReference> attempts)
    {
        // Only what is seen from now on answers them.
        HashSet<AttemptId> doubted = [.. _doubted.Keys];
        ValueList<AttemptObservation> observations;
        try
        {
            observations = await _backend.ObserveAsync(attempts, _end.Token);
        }
        catch (Exception failure) when (!_end.IsCancellationRequested)
        {
            // Whatever it is: who can't be asked says nothing about attempts, and is asked again.
            observations = [.. attempts.Select(_ => new AttemptObservation.Unknown(failure.Message))];
        }

        DateTimeOffset now = _clock.GetUtcNow();
        foreach ((AttemptReference attempt, AttemptObservation observation) in attempts.Zip(observations))
        {
            Tell(attempt.Id, observation, now);
            if (observation is AttemptObservation.Alive alive && doubted.Contains(attempt.Id) && _doubted.TryRemove(attempt.Id, out _))
            {
                _post(new RunSignal.SeenAlive(attempt.Id, alive));
            }
        }

        return observations.Any(observation => observation is not AttemptObservation.Unknown);
    }

    private void Tell(AttemptId attempt, AttemptObservation observation, DateTimeOffset now)
    {
        if (observation is AttemptObservation.Alive alive && (alive.IsWaiting ? _waiting.Add(attempt) : _waiting.Remove(attempt)))
        {
            _post(new RunSignal.QueueChanged(attempt, alive));
        }

        switch (observation)
        {
            case AttemptObservation.Ended ended when _attempts.TryRemove(attempt, out _):
                _ = _unknown.Remove(attempt);
                _ = _waiting.Remove(attempt);
                _post(new RunSignal.AttemptEnded(attempt, ended.Verdict, ended.At ?? now));
                break;
            case AttemptObservation.Unknown unknown when _unknown.Add(attempt):
                _post(new RunSignal.ContactChanged(attempt, new TargetEvent.ContactLost(unknown.Why, now)));
                break;
            case AttemptObservation.Alive when _unknown.Remove(attempt):
                _post(new RunSignal.ContactChanged(attempt, new TargetEvent.ContactRegained()));
                break;
        }
    }
}
