using System.Collections.Concurrent;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Staging;

/// <summary>Fetches what attempts wrote before their ends are told; as long as that can't be done, they have not ended. Thread-safe.</summary>
/// <param name="staging">Fetches.</param>
/// <param name="patience">How long an answer waits for what is fetched quickly.</param>
/// <param name="clock">Measures it.</param>
internal sealed class ResultFetcher(IStaging staging, TimeSpan patience, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<AttemptId, Fetch> _fetches = new();
    private readonly CancellationTokenSource _end = new();

    /// <summary>How an attempt ended whose results are being fetched; null for any other.</summary>
    public AttemptObservation.Ended? EndOf(AttemptId id) => _fetches.GetValueOrDefault(id)?.End;

    /// <summary>Replaces ends whose results are not here yet.</summary>
    /// <param name="attempts">Which.</param>
    /// <param name="observations">What is known of each.</param>
    /// <param name="cancellationToken">Gives up waiting; what is being fetched goes on.</param>
    public async Task<ValueList<AttemptObservation>> SettleAsync(
        ValueList<AttemptReference> attempts, AttemptObservation[] observations, CancellationToken cancellationToken)
    {
        Fetch?[] fetches = [.. attempts.Select((attempt, i) => staging is not SharedFiles && observations[i] is AttemptObservation.Ended end ? Begin(attempt.Id, end) : null)];
        Task all = Task.WhenAll(fetches.OfType<Fetch>().Select(fetch => fetch.Work));
        if (!all.IsCompleted)
        {
            _ = await Task.WhenAny(all, Task.Delay(patience, clock, cancellationToken));
        }

        return attempts.Select((attempt, i) => fetches[i] is { } fetch ? Tell(attempt.Id, fetch) : observations[i]).ToValueList();
    }

    /// <summary>Gives up; a later engine fetches what is missing.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private Fetch Begin(AttemptId id, AttemptObservation.Ended end) =>
        _fetches.GetOrAdd(id, _ => new Fetch(end, staging.FetchAsync(id, end.Verdict, _end.Token)));

    private AttemptObservation Tell(AttemptId id, Fetch fetch)
    {
        if (!fetch.Work.IsCompleted)
        {
            return new AttemptObservation.Alive("it has ended; what it wrote is being fetched") { IsWaiting = true };
        }

        // The next look tries again.
        _ = _fetches.TryRemove(new KeyValuePair<AttemptId, Fetch>(id, fetch));
        return fetch.Work.Exception?.InnerException switch
        {
            null when fetch.Work.IsCompletedSuccessfully => fetch.End,
            null => new AttemptObservation.Unknown("it has ended; what it wrote was not fetched"),
            BackendException failure => new AttemptObservation.Unknown($"it has ended, and what it wrote can't be fetched: {failure.Message}"),
            var bug => throw new InvalidOperationException($"The results of {id} were not fetched.", bug),
        };
    }

    private sealed record Fetch(AttemptObservation.Ended End, Task Work);
}
