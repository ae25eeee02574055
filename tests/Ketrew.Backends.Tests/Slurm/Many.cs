using System.Collections.Concurrent;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>Lets a test await that many attempts are submitted.</summary>
internal sealed class Many : IAttemptListener
{
    private readonly ConcurrentDictionary<int, AttemptReference> _started = new();
    private readonly SemaphoreSlim _calls = new(0);

    /// <summary>Awaits as many as are said, and gives them in the order of their numbers.</summary>
    public async Task<ValueList<AttemptReference>> StartedAsync(int count)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        for (int i = 0; i < count; i++)
        {
            await _calls.WaitAsync(patience.Token);
        }

        return _started.OrderBy(started => started.Key).Select(started => started.Value).ToValueList();
    }

    public void Started(AttemptReference attempt, string host)
    {
        _ = _started.TryAdd(attempt.Id.Number, attempt);
        _ = _calls.Release();
    }

    public void Ended(AttemptId id, Verdict verdict) => _calls.Release();
}
