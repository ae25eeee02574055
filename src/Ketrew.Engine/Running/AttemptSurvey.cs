using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Running;

/// <summary>Looks for what earlier runs left running, while no engine is at work. Nothing is changed.</summary>
public static class AttemptSurvey
{
    /// <summary>Finds every attempt that runs now, or may: one whose backend can't tell is among them.</summary>
    /// <param name="store">The project's state, open for an engine.</param>
    /// <param name="backends">Where attempts may be.</param>
    /// <returns>In the order of runs and targets.</returns>
    public static async Task<ValueList<SurvivingAttempt>> FindAsync(StateStore store, IReadOnlyList<IBackend> backends)
    {
        BackendSet set = new(backends);
        List<SurvivingAttempt> found = [];
        List<UnfinishedAttempt> known = store.LoadUnfinished();
        List<UnfinishedAttempt> forgotten = await ForgottenAttempts.FindAsync(store, set);
        foreach (IGrouping<string, UnfinishedAttempt> group in known.Concat(forgotten).GroupBy(attempt => attempt.Backend))
        {
            List<UnfinishedAttempt> attempts = [.. group];
            ValueList<AttemptObservation> observations = await ObserveAsync(set.Find(group.Key), group.Key, attempts);
            found.AddRange(attempts.Zip(observations)
                .Where(pair => pair.Second is not AttemptObservation.Ended)
                .Select(pair => new SurvivingAttempt(pair.First.Target, pair.First.LastRun ?? pair.First.Reference.Id.Run.Number, AttemptEnder.Survival(pair.Second))));
        }

        return [.. found.OrderBy(attempt => attempt.Run).ThenBy(attempt => attempt.Target)];
    }

    private static async Task<ValueList<AttemptObservation>> ObserveAsync(IBackend? backend, string name, List<UnfinishedAttempt> attempts)
    {
        try
        {
            return backend is null
                ? Unknown(attempts, $"its backend `{name}` is not there")
                : await backend.ObserveAsync([.. attempts.Select(attempt => attempt.Reference)], CancellationToken.None);
        }
        catch (KetrewException failure)
        {
            return Unknown(attempts, failure.Message);
        }
    }

    private static ValueList<AttemptObservation> Unknown(List<UnfinishedAttempt> attempts, string why) =>
        [.. attempts.Select(_ => new AttemptObservation.Unknown(why))];
}
