using Ketrew.Engine.Automaton;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Running;

/// <summary>Sorts out what earlier engines left behind: what goes on without them is kept, what can't is ended and its half-written outputs set aside.</summary>
internal sealed class Recovery(StateStore store, BackendSet backends, TimeProvider clock, TimeSpan grace)
{
    private static readonly FailureReason _engineDied = new FailureReason.Lost("the engine that ran it died");

    private readonly List<TargetId> _lost = [];
    private readonly List<UnfinishedAttempt> _kept = [];
    private readonly HashSet<TargetId> _held = [];

    /// <summary>Finds nothing after runs that ended in order.</summary>
    /// <exception cref="KetrewException">Processes of an earlier run do not die, or what they wrote can't be moved.</exception>
    public async Task<RecoveredState> RunAsync(TargetGraph graph)
    {
        List<UnfinishedAttempt> attempts = store.LoadUnfinished();
        if (attempts.Count > 0)
        {
            OutputKeeper keeper = new(store.Project, ProjectFacts.Load(graph, store, clock, new HashSet<int>()).Ledger);
            foreach (IGrouping<string, UnfinishedAttempt> group in attempts.GroupBy(attempt => attempt.Backend))
            {
                await SortOutAsync(group.Key, [.. group], graph, keeper);
            }
        }

        store.CloseInterruptedRuns(clock.GetUtcNow());
        store.Commit();
        return new RecoveredState([.. _lost], [.. _kept]);
    }

    /// <summary>Ends what runs and is not in the state, which may have been put back from a copy. What it wrote is set aside.</summary>
    /// <returns>Whose attempts those were.</returns>
    /// <exception cref="KetrewException">They do not die, or what they wrote can't be moved.</exception>
    public async Task<ValueList<TargetId>> EndForgottenAsync(TargetGraph graph)
    {
        List<UnfinishedAttempt> forgotten = await ForgottenAttempts.FindAsync(store, backends);
        if (forgotten.Count > 0)
        {
            OutputKeeper keeper = new(store.Project, ProjectFacts.Load(graph, store, clock, new HashSet<int>()).Ledger);
            await EndAsync(forgotten);
            forgotten.ForEach(attempt => SetAside(attempt, graph, keeper));
        }

        return [.. forgotten.Select(attempt => attempt.Target)];
    }

    private async Task SortOutAsync(string name, List<UnfinishedAttempt> attempts, TargetGraph graph, OutputKeeper keeper)
    {
        if (backends.Find(name) is not { } backend)
        {
            _kept.AddRange(attempts);
            return;
        }

        ValueList<AttemptObservation> observations =
            await backend.ObserveAsync([.. attempts.Select(attempt => attempt.Reference)], CancellationToken.None);
        List<UnfinishedAttempt> orphans = [];
        foreach ((UnfinishedAttempt attempt, AttemptObservation observation) in attempts.Zip(observations))
        {
            if (backend.OutlivesEngine || observation is AttemptObservation.Ended)
            {
                await SortOutAsync(backend, attempt, observation, graph, keeper);
            }
            else
            {
                orphans.Add(attempt);
            }
        }

        await EndAsync(orphans);
        orphans.ForEach(attempt => Bury(attempt, _engineDied, graph, keeper));
    }

    private async Task SortOutAsync(IBackend backend, UnfinishedAttempt attempt, AttemptObservation observation, TargetGraph graph, OutputKeeper keeper)
    {
        bool isKnown = graph.TryFind(attempt.Target, out _);
        switch (observation)
        {
            case AttemptObservation.Ended { Verdict: Verdict.StartRefused } when !backend.OutlivesEngine && attempt.Reference.Handle.Length == 0:
                // Nobody has heard of it: it was stored ahead of its turn, which never came.
                store.ForgetIntent(attempt.Reference.Id);
                break;
            case AttemptObservation.Ended { Verdict: Verdict.Lost or Verdict.NodeFailed or Verdict.StartRefused } ended:
                Bury(attempt, (backend.OutlivesEngine ? FailureReason.Of(ended.Verdict) : null) ?? _engineDied, graph, keeper);
                break;
            case AttemptObservation.Ended when !isKnown:
                Bury(attempt, new FailureReason.Lost("the plan has no such target any more"), graph, keeper);
                break;
            case var _ when isKnown && !_held.Add(attempt.Target):
                await EndAsync([attempt]);
                Bury(attempt, _engineDied, graph, keeper);
                break;
            default:
                _kept.Add(attempt);
                break;
        }
    }

    private async Task EndAsync(List<UnfinishedAttempt> attempts)
    {
        List<EndedAttempt> ended = await new AttemptEnder(backends, clock, grace).EndAsync(attempts, KillStrength.Terminate);
        if (ended.Find(one => one.Outcome is KillOutcome.Unconfirmed) is { } survivor)
        {
            throw new KetrewException(
                $"Processes of an earlier run, which was cut off, are still there and do not die: {survivor.Attempt.Reference.Id}, {survivor.Detail}.")
            {
                IsRecoverable = true,
            };
        }
    }

    private void Bury(UnfinishedAttempt attempt, FailureReason reason, TargetGraph graph, OutputKeeper keeper)
    {
        SetAside(attempt, graph, keeper);
        store.RecordLost(attempt.Reference, clock.GetUtcNow(), reason);
        _lost.Add(attempt.Reference.Id.Target);
    }

    private void SetAside(UnfinishedAttempt attempt, TargetGraph graph, OutputKeeper keeper)
    {
        // A state that was put back doesn't tell what was written: the plan does, as long as it has the target.
        UnfinishedAttempt told = attempt.Outputs is null && graph.TryFind(attempt.Target, out int target)
            ? attempt with { Outputs = graph[target].Outputs, KeepsOutputs = graph[target].KeepFailedOutputs }
            : attempt;
        if (keeper.SetAside(told, store) is { } problem)
        {
            throw new KetrewException($"What the cut-off attempt {attempt.Reference.Id} wrote can't be moved aside: {problem}")
            {
                Hint = "make room on the disk, or move its outputs away by hand, and run again",
            };
        }
    }
}
