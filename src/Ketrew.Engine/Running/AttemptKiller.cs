using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Ends what earlier runs left running, while no engine is at work.</summary>
public sealed class AttemptKiller
{
    private readonly StateStore _store;
    private readonly TimeProvider _clock;
    private readonly BackendSet _backends;
    private readonly AttemptEnder _ender;

    /// <summary>Makes one; nothing is ended.</summary>
    /// <param name="store">The project's state, open for an engine.</param>
    /// <param name="backends">Where attempts may be.</param>
    /// <param name="clock">Dates everything and bounds the waits.</param>
    /// <param name="grace">How long attempts may clean up, and then may take to die.</param>
    public AttemptKiller(StateStore store, IReadOnlyList<IBackend> backends, TimeProvider clock, TimeSpan grace)
    {
        (_store, _clock, _backends) = (store, clock, new BackendSet(backends));
        _ender = new AttemptEnder(_backends, clock, grace);
    }

    /// <summary>Ends the attempts of some targets.</summary>
    /// <param name="targets">Which.</param>
    /// <param name="strength">Whether they may clean up first.</param>
    /// <returns>One report per attempt, and one for each target that has none; by target.</returns>
    /// <exception cref="Sdk.Diagnostics.KetrewException">The state can't be written.</exception>
    public async Task<ValueList<KillReport>> KillAsync(ValueList<TargetId> targets, KillStrength strength)
    {
        HashSet<TargetId> named = [.. targets];
        List<KillReport> reports = await EndAsync(_store.LoadUnfinished().FindAll(attempt => named.Contains(attempt.Target)), strength);
        named.ExceptWith(reports.Select(report => report.Target));
        return Sorted([.. reports, .. named.Select(target => new KillReport(target, KillOutcome.NotRunning, ""))]);
    }

    /// <summary>Ends the attempts that the last run left, or those of all runs.</summary>
    /// <param name="strength">Whether they may clean up first.</param>
    /// <param name="withEarlierRuns">True for those of all runs, and those that run though the state doesn't know them.</param>
    /// <returns>One report per attempt, by target.</returns>
    /// <exception cref="Sdk.Diagnostics.KetrewException">The state can't be written.</exception>
    public async Task<ValueList<KillReport>> KillAllAsync(KillStrength strength, bool withEarlierRuns)
    {
        int? last = _store.Queries.Runs(1) is [var run, ..] ? run.Run : null;
        List<UnfinishedAttempt> known = _store.LoadUnfinished();
        return Sorted(await EndAsync(
            withEarlierRuns ? [.. known, .. await ForgottenAttempts.FindAsync(_store, _backends)] : known.FindAll(attempt => attempt.LastRun == last),
            strength));
    }

    private static ValueList<KillReport> Sorted(List<KillReport> reports) => [.. reports.OrderBy(report => report.Target)];

    private async Task<List<KillReport>> EndAsync(List<UnfinishedAttempt> attempts, KillStrength strength)
    {
        List<EndedAttempt> ended = await _ender.EndAsync(attempts, strength);
        OutputKeeper keeper = new(_store.Project, new FileLedger(_store.Project.Root, _store.LoadFiles(), _clock));
        DateTimeOffset now = _clock.GetUtcNow();
        List<KillReport> reports = ended.ConvertAll(one => Record(one, keeper, now));
        _store.CloseInterruptedRuns(now);
        _store.Commit();
        return reports;
    }

    private KillReport Record(EndedAttempt ended, OutputKeeper keeper, DateTimeOffset at)
    {
        (UnfinishedAttempt attempt, KillOutcome outcome, string detail) = ended;
        bool isKilled = outcome is KillOutcome.Killed;
        string? problem = isKilled ? keeper.SetAside(attempt, _store) : null;
        // What the state doesn't know can't be noted there.
        if (attempt.LastRun is not null && (isKilled || outcome is KillOutcome.Unconfirmed))
        {
            _store.RecordKilled(attempt.Reference.Id, at, isKilled);
        }

        return new KillReport(attempt.Target, outcome, problem is null ? detail : $"what it wrote could not be moved aside: {problem}");
    }
}
