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
    private readonly Dictionary<int, UnfinishedAttempt> _leftovers = [];
    private readonly List<UnfinishedAttempt> _strangers = [];

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
        return new RecoveredState([.. _lost], _leftovers, _strangers);
    }

    /// <summary>Ends what runs and is not in the state, which may have been put back from a copy. What it wrote is set aside.</summary>
    /// <returns>Whose attempts those were.</returns>
    /// <exception cref="KetrewException">They do not die, or what they wrote can't be moved.</exception>
    public async Task<ValueList<TargetId>> EndForgottenAsync(TargetGraph graph)
    {
        List<TargetId> ended = [];
        foreach (IGrouping<string, UnfinishedAttempt> group in (await ForgottenAttempts.FindAsync(store, backends)).GroupBy(attempt => attempt.Backend))
        {
            if (backends.Find(group.Key) is { } backend)
            {
                List<UnfinishedAttempt> forgotten = [.. group];
                OutputKeeper keeper = new(store.Project, ProjectFacts.Load(graph, store, clock, new HashSet<int>()).Ledger);
                await EndAsync(backend, forgotten);
                forgotten.ForEach(attempt => SetAside(attempt, graph, keeper));
                ended.AddRange(forgotten.Select(attempt => attempt.Target));
            }
        }

        return [.. ended];
    }

    private async Task SortOutAsync(string name, List<UnfinishedAttempt> attempts, TargetGraph graph, OutputKeeper keeper)
    {
        switch (backends.Find(name))
        {
            case null:
                attempts.ForEach(attempt => Keep(attempt, graph));
                break;
            case { OutlivesEngine: true } backend:
                await ObserveAsync(backend, attempts, graph, keeper);
                break;
            case { } backend:
                await EndAsync(backend, attempts);
                attempts.ForEach(attempt => Bury(attempt, _engineDied, graph, keeper));
                break;
        }
    }

    private async Task ObserveAsync(IBackend backend, List<UnfinishedAttempt> attempts, TargetGraph graph, OutputKeeper keeper)
    {
        ValueList<AttemptObservation> observations =
            await backend.ObserveAsync([.. attempts.Select(attempt => attempt.Reference)], CancellationToken.None);
        foreach ((UnfinishedAttempt attempt, AttemptObservation observation) in attempts.Zip(observations))
        {
            bool isKnown = graph.TryFind(attempt.Reference.Id.Target, out int target);
            switch (observation)
            {
                case AttemptObservation.Ended { Verdict: Verdict.Lost or Verdict.NodeFailed or Verdict.StartRefused } ended:
                    Bury(attempt, FailureReason.Of(ended.Verdict) ?? _engineDied, graph, keeper);
                    break;
                case AttemptObservation.Ended when !isKnown:
                    Bury(attempt, new FailureReason.Lost("the plan has no such target any more"), graph, keeper);
                    break;
                case var _ when isKnown && _leftovers.ContainsKey(target):
                    await EndAsync(backend, [attempt]);
                    Bury(attempt, _engineDied, graph, keeper);
                    break;
                default:
                    Keep(attempt, graph);
                    break;
            }
        }
    }

    private void Keep(UnfinishedAttempt attempt, TargetGraph graph)
    {
        if (graph.TryFind(attempt.Reference.Id.Target, out int target))
        {
            _leftovers[target] = attempt;
        }
        else
        {
            _strangers.Add(attempt);
        }
    }

    private async Task EndAsync(IBackend backend, List<UnfinishedAttempt> attempts)
    {
        ValueList<AttemptObservation> observations =
            await new AttemptEnder(backend, clock, grace).EndAsync([.. attempts.Select(attempt => attempt.Reference)], KillStrength.Terminate);
        if (!AttemptEnder.AllEnded(observations))
        {
            throw new KetrewException("Processes of an earlier run, which was cut off, are still there and do not die.") { IsRecoverable = true };
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
        AttemptId id = attempt.Reference.Id;
        if (keeper.SetAside(OutputsOf(attempt, graph), store.Project.FailedOutputsDirectory(id.Run.Number, id.Target, id.Number), attempt.Began) is { } problem)
        {
            throw new KetrewException($"What the cut-off attempt {id} wrote can't be moved aside: {problem}")
            {
                Hint = "make room on the disk, or move its outputs away by hand, and run again",
            };
        }
    }

    // A database of version 1 doesn't tell: the plan does, or the last success of a target that the plan has no more.
    private IEnumerable<ProjectPath> OutputsOf(UnfinishedAttempt attempt, TargetGraph graph)
    {
        TargetId id = attempt.Reference.Id.Target;
        return attempt.Outputs is { } outputs ? outputs
            : graph.TryFind(id, out int target) ? graph[target].Outputs
            : store.LoadOutputs(id).Keys.Select(ProjectPath.Parse);
    }
}
