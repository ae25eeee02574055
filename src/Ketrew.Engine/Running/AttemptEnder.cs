using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Running;

/// <summary>Ends attempts that no target is at, awaits their end, and tells of each what became of it. Nothing is stored.</summary>
/// <param name="backends">Where they may be.</param>
/// <param name="clock">Bounds the waits.</param>
/// <param name="grace">How long they may clean up, and then may take to die.</param>
internal sealed class AttemptEnder(BackendSet backends, TimeProvider clock, TimeSpan grace)
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks those that have not ended to end, and forces those that do not.</summary>
    public async Task<List<EndedAttempt>> EndAsync(IEnumerable<UnfinishedAttempt> attempts, KillStrength strength)
    {
        IEnumerable<Task<List<EndedAttempt>>> ending = attempts.GroupBy(attempt => attempt.Backend)
            .Select(group => EndAsync(group.Key, [.. group], strength));
        return [.. (await Task.WhenAll(ending)).SelectMany(ended => ended)];
    }

    /// <summary>What is left of an attempt that did not die in time, for people.</summary>
    public static string Survival(AttemptObservation observation) => observation switch
    {
        AttemptObservation.Alive alive => alive.Detail,
        AttemptObservation.Unknown unknown => unknown.Why,
        _ => "it ended only after its time was up",
    };

    private async Task<List<EndedAttempt>> EndAsync(string name, List<UnfinishedAttempt> attempts, KillStrength strength)
    {
        if (backends.Find(name) is not { } backend)
        {
            return attempts.ConvertAll(attempt => new EndedAttempt(attempt, KillOutcome.Unconfirmed, $"its backend `{name}` is not there"));
        }

        try
        {
            return await EndAsync(backend, attempts, strength);
        }
        catch (Exception failure) when (failure is KetrewException || FileFaults.Is(failure))
        {
            return attempts.ConvertAll(attempt => new EndedAttempt(attempt, KillOutcome.Unconfirmed, failure.Message));
        }
    }

    private async Task<List<EndedAttempt>> EndAsync(IBackend backend, List<UnfinishedAttempt> attempts, KillStrength strength)
    {
        ValueList<AttemptObservation> before = await backend.ObserveAsync(References(attempts), CancellationToken.None);
        List<EndedAttempt> ended = [];
        List<UnfinishedAttempt> open = [];
        foreach ((UnfinishedAttempt attempt, AttemptObservation observation) in attempts.Zip(before))
        {
            if (observation is AttemptObservation.Ended { Verdict: { } verdict })
            {
                ended.Add(new EndedAttempt(attempt, OutcomeOf(verdict), ""));
            }
            else
            {
                open.Add(attempt);
            }
        }

        if (open.Count > 0)
        {
            ended.AddRange(open.Zip(await EndAsync(backend, References(open), strength), (attempt, observation) => observation is AttemptObservation.Ended
                ? new EndedAttempt(attempt, KillOutcome.Killed, "")
                : new EndedAttempt(attempt, KillOutcome.Unconfirmed, Survival(observation))));
        }

        return ended;
    }

    private async Task<ValueList<AttemptObservation>> EndAsync(IBackend backend, ValueList<AttemptReference> attempts, KillStrength strength)
    {
        ValueList<AttemptObservation> observations = await EndOnceAsync(backend, attempts, strength);
        return strength is KillStrength.Terminate && !AllEnded(observations) ? await EndOnceAsync(backend, attempts, KillStrength.Kill) : observations;
    }

    private async Task<ValueList<AttemptObservation>> EndOnceAsync(IBackend backend, ValueList<AttemptReference> attempts, KillStrength strength)
    {
        _ = await backend.KillAsync(attempts, strength, CancellationToken.None);
        long since = clock.GetTimestamp();
        while (true)
        {
            ValueList<AttemptObservation> observations = await backend.ObserveAsync(attempts, CancellationToken.None);
            if (AllEnded(observations) || clock.GetElapsedTime(since) > grace)
            {
                return observations;
            }

            await Task.Delay(_poll, clock);
        }
    }

    private static bool AllEnded(ValueList<AttemptObservation> observations) => observations.All(observation => observation is AttemptObservation.Ended);

    // Either way the next run hears its verdict.
    private static KillOutcome OutcomeOf(Verdict verdict) => verdict is Verdict.Exited ? KillOutcome.Ended : KillOutcome.NotRunning;

    private static ValueList<AttemptReference> References(List<UnfinishedAttempt> attempts) => [.. attempts.Select(attempt => attempt.Reference)];
}
