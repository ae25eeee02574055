using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Running;

/// <summary>Attempts that earlier runs left to targets of this one: each is gone on with, or ended before the target begins anew.</summary>
internal sealed class Leftovers(RunContext context, TargetBoard board, AttemptBook attempts, TargetWorker worker)
{
    private readonly Dictionary<int, UnfinishedAttempt> _attempts = context.Leftovers;
    private readonly HashSet<int> _ending = [];

    /// <summary>True while any of them is being ended.</summary>
    public bool IsEndingAny => _ending.Count > 0;

    public bool IsEnding(int target) => _ending.Contains(target);

    public bool Contains(int target) => _attempts.ContainsKey(target);

    /// <summary>Lets a target go on with its attempt if that does what the target would do now; otherwise it is ended, and the target looked at again.</summary>
    public void Compare(int target, Digest fingerprint)
    {
        if (IsEnding(target))
        {
            return;
        }

        if (_attempts[target].Fingerprint == fingerprint && !context.Facts.IsForced(target))
        {
            GoOn(target);
        }
        else
        {
            _ = TryEnd(target, KillStrength.Terminate);
        }
    }

    /// <summary>Lets a target go on with its attempt.</summary>
    public void GoOn(int target)
    {
        if (IsEnding(target))
        {
            return;
        }

        UnfinishedAttempt leftover = _attempts[target];
        board.Post(target, context.Backends.Find(leftover.Backend) is null
            ? BackendMissing(leftover)
            : new TargetEvent.FoundRunning(leftover.Reference.Id.Number));
    }

    /// <summary>Makes the attempt one of this run.</summary>
    /// <param name="target">Whose.</param>
    /// <param name="fingerprint">Becomes what the attempt depends on, if that is known.</param>
    public AttemptEntry Adopt(int target, ref Digest fingerprint)
    {
        _ = _attempts.Remove(target, out UnfinishedAttempt? leftover);
        IBackend? backend = leftover is null ? null : context.Backends.Find(leftover.Backend);
        if (leftover is null || backend is null)
        {
            throw new InvalidOperationException($"The target {context.Graph[target].Id} has no attempt to go on with.");
        }

        context.AtPoint(RunPoint.BeforeAdoption);
        fingerprint = leftover.Fingerprint ?? fingerprint;
        context.Reporter.Add(new RunEvent.PickedUp(context.Graph[target].Id, leftover.Began));
        return attempts.Adopt(target, backend, leftover);
    }

    /// <summary>Finds those that nobody asked for in this run and that are over: nobody else would ever hear how they ended.</summary>
    public async Task<List<(int Target, int Number)>> FindEndedAsync()
    {
        List<(int, int)> ended = [];
        foreach (IGrouping<string, KeyValuePair<int, UnfinishedAttempt>> group in _attempts
            .Where(attempt => context.Selection.Contains(attempt.Key) && board[attempt.Key] is TargetState.Passive)
            .GroupBy(attempt => attempt.Value.Backend))
        {
            ValueList<AttemptObservation> observations = await ObserveAsync(group.Key, [.. group.Select(attempt => attempt.Value.Reference)]);
            ended.AddRange(group.Zip(observations).Where(pair => pair.Second is AttemptObservation.Ended)
                .Select(pair => (pair.First.Key, pair.First.Value.Reference.Id.Number)));
        }

        return ended;
    }

    /// <summary>Ends all of them, those of targets that nobody selected too.</summary>
    /// <returns>Whose end is to be awaited.</returns>
    public List<int> EndAll(KillStrength strength) => [.. _attempts.Keys.ToArray().Where(target => TryEnd(target, strength))];

    /// <summary>Ends one; its end is told by a signal.</summary>
    /// <returns>False when there is no way to.</returns>
    public bool TryEnd(int target, KillStrength strength)
    {
        UnfinishedAttempt leftover = _attempts[target];
        if (context.Backends.Find(leftover.Backend) is not { } backend)
        {
            board.Post(target, BackendMissing(leftover));
            return false;
        }

        if (_ending.Add(target))
        {
            worker.EndLeftover(target, new AttemptEnder(backend, context.Clock, context.Options.KillGrace), leftover.Reference, strength);
        }

        return true;
    }

    /// <summary>Takes the end of one: its target begins anew.</summary>
    /// <returns>Why what it wrote could not be moved aside; null when all went well.</returns>
    public string? Receive(RunSignal.LeftoverEnded ended, PendingKills kills)
    {
        int target = ended.Target;
        _ = _ending.Remove(target);
        (AttemptId id, DateTimeOffset began) = (_attempts[target].Reference.Id, _attempts[target].Began);
        context.Store.RecordKilled(id, ended.At, ended.IsConfirmed);
        if (!ended.IsConfirmed)
        {
            kills.Settle(id.Target, KillOutcome.Unconfirmed, ended.Detail);
            board.Post(target, new TargetEvent.Faulted("an attempt of an earlier run does not die"));
            return null;
        }

        _ = _attempts.Remove(target);
        kills.Settle(id.Target, KillOutcome.Killed, "");
        string? problem = attempts.SetAside(target, id, began);
        switch (board[target])
        {
            case TargetState.Checking:
                worker.Check(target);
                break;
            case TargetState.Evaluating:
                worker.Evaluate(target);
                break;
        }

        return problem;
    }

    private async Task<ValueList<AttemptObservation>> ObserveAsync(string backend, ValueList<AttemptReference> attempts)
    {
        try
        {
            return context.Backends.Find(backend) is { } found ? await found.ObserveAsync(attempts, CancellationToken.None) : [];
        }
        catch (Exception failure) when (failure is KetrewException || Fingerprints.FileFaults.Is(failure))
        {
            // Some other run will hear it.
            return [];
        }
    }

    private static TargetEvent.Faulted BackendMissing(UnfinishedAttempt leftover) =>
        new($"an attempt of an earlier run is with backend `{leftover.Backend}`, which is not there");
}
