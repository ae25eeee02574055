using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Running;

/// <summary>Ends attempts that no engine has any more, because somebody wants that, and tells of each what became of it.</summary>
/// <param name="backends">Where they may be.</param>
/// <param name="clock">Bounds the waits.</param>
/// <param name="grace">How long they may clean up, and then may take to die.</param>
internal sealed class LeftoverEnder(BackendSet backends, TimeProvider clock, TimeSpan grace)
{
    /// <summary>Ends them. Nothing is stored.</summary>
    public async Task<List<EndedLeftover>> EndAsync(IEnumerable<UnfinishedAttempt> attempts, KillStrength strength)
    {
        IEnumerable<Task<List<EndedLeftover>>> ending = attempts.GroupBy(attempt => attempt.Backend)
            .Select(group => EndAsync(group.Key, [.. group], strength));
        return [.. (await Task.WhenAll(ending)).SelectMany(ended => ended)];
    }

    /// <summary>Stores what became of one, and sets aside what it wrote.</summary>
    public static KillReport Record(EndedLeftover ended, StateStore store, OutputKeeper keeper, DateTimeOffset at)
    {
        (UnfinishedAttempt attempt, KillOutcome outcome, string detail) = ended;
        AttemptId id = attempt.Reference.Id;
        if (outcome is KillOutcome.Killed)
        {
            IEnumerable<ProjectPath> outputs = attempt.Outputs ?? store.LoadOutputs(id.Target).Keys.Select(ProjectPath.Parse);
            string? problem = keeper.SetAside(outputs, store.Project.FailedOutputsDirectory(id.Run.Number, id.Target, id.Number), attempt.Began);
            detail = problem is null ? detail : $"what it wrote could not be moved aside: {problem}";
        }

        if (attempt.LastRun is not null && outcome is KillOutcome.Killed or KillOutcome.Unconfirmed)
        {
            store.RecordKilled(id, at, outcome is KillOutcome.Killed);
        }

        return new KillReport(id.Target, outcome, detail);
    }

    /// <summary>What is left of an attempt that did not die in time, for people.</summary>
    public static string Survival(AttemptObservation observation) => observation switch
    {
        AttemptObservation.Alive alive => alive.Detail,
        AttemptObservation.Unknown unknown => unknown.Why,
        _ => "it ended only after its time was up",
    };

    private async Task<List<EndedLeftover>> EndAsync(string name, List<UnfinishedAttempt> attempts, KillStrength strength)
    {
        if (backends.Find(name) is not { } backend)
        {
            return attempts.ConvertAll(attempt => new EndedLeftover(attempt, KillOutcome.Unconfirmed, $"its backend `{name}` is not there"));
        }

        try
        {
            return await EndAsync(backend, attempts, strength);
        }
        catch (Exception failure) when (failure is KetrewException || FileFaults.Is(failure))
        {
            return attempts.ConvertAll(attempt => new EndedLeftover(attempt, KillOutcome.Unconfirmed, failure.Message));
        }
    }

    private async Task<List<EndedLeftover>> EndAsync(IBackend backend, List<UnfinishedAttempt> attempts, KillStrength strength)
    {
        ValueList<AttemptObservation> before = await backend.ObserveAsync(References(attempts), CancellationToken.None);
        List<EndedLeftover> ended = [];
        List<UnfinishedAttempt> open = [];
        foreach ((UnfinishedAttempt attempt, AttemptObservation observation) in attempts.Zip(before))
        {
            if (observation is AttemptObservation.Ended { Verdict: { } verdict })
            {
                ended.Add(new EndedLeftover(attempt, OutcomeOf(verdict), ""));
            }
            else
            {
                open.Add(attempt);
            }
        }

        if (open.Count > 0)
        {
            ValueList<AttemptObservation> after = await new AttemptEnder(backend, clock, grace).EndAsync(References(open), strength);
            ended.AddRange(open.Zip(after, (attempt, observation) => observation is AttemptObservation.Ended
                ? new EndedLeftover(attempt, KillOutcome.Killed, "")
                : new EndedLeftover(attempt, KillOutcome.Unconfirmed, Survival(observation))));
        }

        return ended;
    }

    // Either way the next run hears its verdict.
    private static KillOutcome OutcomeOf(Verdict verdict) => verdict is Verdict.Exited ? KillOutcome.Ended : KillOutcome.NotRunning;

    private static ValueList<AttemptReference> References(List<UnfinishedAttempt> attempts) => [.. attempts.Select(attempt => attempt.Reference)];
}
