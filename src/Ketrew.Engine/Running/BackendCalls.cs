using Ketrew.Engine.Fingerprints;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Running;

/// <summary>What the loop wants of backends: collected while the state changes, done once that is stored.</summary>
/// <param name="context">Of the run.</param>
/// <param name="listener">Hears of attempts.</param>
/// <param name="launches">Starts what takes slots of this machine, and hears of it.</param>
internal sealed class BackendCalls(RunContext context, IAttemptListener listener, Launches launches) : IAsyncDisposable
{
    // For those that are over, and only to be asked how.
    private static readonly TimeSpan _shortPoll = TimeSpan.FromMilliseconds(20);

    private readonly List<(IBackend Backend, Attempt Attempt)> _starts = [];
    private readonly List<(IBackend Backend, Attempt Attempt)> _ahead = [];
    private readonly List<(IBackend Backend, AttemptReference Attempt, KillStrength Strength)> _kills = [];
    private readonly Dictionary<IBackend, AttemptWatch> _watches = [];
    private readonly HashSet<AttemptId> _watched = [];
    private readonly List<Task> _asked = [];

    public void Start(IBackend backend, Attempt attempt) => _starts.Add((backend, attempt));

    /// <summary>Starts an attempt as soon as there is a slot, whoever notices.</summary>
    public void StartAhead(IBackend backend, Attempt attempt) => _ahead.Add((backend, attempt));

    /// <summary>Takes such an attempt back.</summary>
    /// <returns>False when it was started already.</returns>
    public bool TryWithdraw(AttemptId attempt) => _ahead.RemoveAll(start => start.Attempt.Id == attempt) > 0 || launches.TryWithdraw(attempt);

    public void Kill(IBackend backend, AttemptReference attempt, KillStrength strength) => _kills.Add((backend, attempt, strength));

    /// <summary>Looks for what becomes of an attempt that this engine started, if its backend doesn't tell by itself.</summary>
    public void Watch(IBackend backend, AttemptReference attempt)
    {
        if (backend.PollInterval is { } interval)
        {
            Watch(backend, attempt, interval);
        }
    }

    /// <summary>Looks for what becomes of an attempt of an earlier engine: nobody tells by itself of such.</summary>
    public void WatchEarlier(IBackend backend, AttemptReference attempt) => Watch(backend, attempt, backend.PollInterval ?? _shortPoll);

    public void Unwatch(IBackend backend, AttemptId attempt)
    {
        if (_watched.Remove(attempt))
        {
            _watches[backend].Remove(attempt);
        }
    }

    /// <summary>Looks once more for an attempt that seems to take too long.</summary>
    /// <returns>False when its backend would have told its end already.</returns>
    public bool TryDoubt(IBackend backend, AttemptId attempt)
    {
        bool isWatched = _watched.Contains(attempt);
        if (isWatched)
        {
            _watches[backend].Doubt(attempt);
        }

        return isWatched;
    }

    /// <summary>Does what was collected.</summary>
    public void Perform()
    {
        foreach ((IBackend backend, Attempt attempt) in _starts.Where(start => launches.Serves(start.Backend)))
        {
            launches.Start(backend, attempt);
        }

        foreach (IGrouping<IBackend, Attempt> group in _starts.Where(start => !launches.Serves(start.Backend)).GroupBy(start => start.Backend, start => start.Attempt))
        {
            context.AtPoint(RunPoint.BeforeStart);
            group.Key.Start([.. group], listener);
            context.AtPoint(RunPoint.AfterStart);
        }

        foreach (IGrouping<(IBackend Backend, KillStrength Strength), AttemptReference> group in _kills.GroupBy(kill => (kill.Backend, kill.Strength), kill => kill.Attempt))
        {
            context.AtPoint(RunPoint.BeforeKill);
            _asked.Add(KillAsync(group.Key.Backend, [.. group], group.Key.Strength, _watches.GetValueOrDefault(group.Key.Backend)));
            context.AtPoint(RunPoint.AfterKill);
        }

        _ahead.ForEach(start => launches.Add(start.Backend, start.Attempt));
        _ahead.Clear();
        _starts.Clear();
        _kills.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        // A backend that doesn't answer must not keep the engine from leaving: everything it was asked for is stored.
        await Task.WhenAny(Task.WhenAll(_asked), Task.Delay(context.Options.KillGrace, context.Clock));
        foreach (AttemptWatch watch in _watches.Values)
        {
            await watch.DisposeAsync();
        }
    }

    private void Watch(IBackend backend, AttemptReference attempt, TimeSpan interval)
    {
        if (!_watches.TryGetValue(backend, out AttemptWatch? watch))
        {
            watch = new AttemptWatch(backend, interval, context.Clock, context.Control.Post);
            _watches.Add(backend, watch);
        }

        _ = _watched.Add(attempt.Id);
        watch.Add(attempt);
    }

    // What the backend answers is known before long from the attempts themselves: they end, or they do not.
    private static async Task KillAsync(IBackend backend, ValueList<AttemptReference> attempts, KillStrength strength, AttemptWatch? watch)
    {
        try
        {
            _ = await backend.KillAsync(attempts, strength, CancellationToken.None);
            watch?.Hurry();
        }
        catch (Exception failure) when (failure is KetrewException or ObjectDisposedException || FileFaults.Is(failure))
        {
            // Those that were not reached are said not to have died, once their grace is over.
        }
    }
}
