using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Scheduling;

/// <summary>Handles wishes to start: looks who has the attempts, sends what they need, hands them over. What can't be told now is tried again.</summary>
/// <param name="desk">The scheduler.</param>
/// <param name="baseEnvironment">Below the target's own variables.</param>
internal sealed class JobSubmitter(SchedulerDesk desk, ValueList<NamedValue> baseEnvironment)
{
    private readonly JobHandover _handover = new(desk, baseEnvironment);
    private volatile CancellationTokenSource? _sending;

    /// <summary>Handles some wishes.</summary>
    /// <param name="wishes">At least one.</param>
    /// <param name="most">How many commands may be run at once; what would need more is left for the next round.</param>
    /// <param name="cancellationToken">Gives up; what was handed over stays there.</param>
    /// <returns>One result per wish.</returns>
    public async Task<Dictionary<AttemptId, StartResult>> SubmitAsync(IReadOnlyList<StartWish> wishes, int most, CancellationToken cancellationToken)
    {
        Dictionary<AttemptId, StartResult> results = [];
        try
        {
            List<StartWish> free = [.. wishes.Where(wish => wish.IsVisited)];
            List<StartWish> unseen = [.. wishes.Where(wish => !wish.IsVisited)];
            if (unseen.Count > 0)
            {
                free.AddRange(await VisitAsync(unseen, results, cancellationToken));
            }

            await _handover.HandOverAsync(await SendAsync(free, results, cancellationToken), most, results, cancellationToken);
            return results;
        }
        catch (BackendException failure)
        {
            // Nothing that was still open then has been handed over: whoever hands over catches for himself.
            foreach (StartWish wish in wishes.Where(wish => !results.ContainsKey(wish.Attempt.Id)))
            {
                results[wish.Attempt.Id] = StartResult.AfterFailure(wish, failure, desk.Root.Of(wish.Attempt.Id));
            }

            return results;
        }
    }

    /// <summary>Has what is sent at the moment given up, so that what waits for it can be taken out.</summary>
    public void InterruptSending() => _sending?.Cancel();

    /// <returns>Those whose files are there.</returns>
    private async Task<List<StartWish>> SendAsync(List<StartWish> wishes, Dictionary<AttemptId, StartResult> results, CancellationToken cancellationToken)
    {
        if (wishes.Count == 0)
        {
            return wishes;
        }

        using CancellationTokenSource sending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _sending = sending;
        try
        {
            ValueList<string?> problems = await desk.Staging.SendAsync(wishes.Select(wish => wish.Attempt).ToValueList(), sending.Token);
            foreach ((StartWish wish, string? problem) in wishes.Zip(problems))
            {
                if (problem is not null)
                {
                    results[wish.Attempt.Id] = StartResult.Refused(problem);
                }
            }

            return wishes.FindAll(wish => !results.ContainsKey(wish.Attempt.Id));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            wishes.ForEach(wish => results[wish.Attempt.Id] = new StartResult.Again(wish with { IsVisited = true }, IsTrouble: false));
            return [];
        }
        finally
        {
            _sending = null;
        }
    }

    /// <returns>Those that nobody has.</returns>
    private async Task<List<StartWish>> VisitAsync(List<StartWish> wishes, Dictionary<AttemptId, StartResult> results, CancellationToken cancellationToken)
    {
        CommandOutcome outcome = await desk.RunAsync(
            $"{desk.Playgrounds.Prepare()} || exit 1\n{desk.Playgrounds.Visit(wishes.Select(wish => wish.Attempt.Id))}", cancellationToken);
        if (outcome.Code != 0)
        {
            wishes.ForEach(wish => results[wish.Attempt.Id] = StartResult.CannotBegin(desk.Root.Of(wish.Attempt.Id), outcome.Errors.Trim()));
            return [];
        }

        Sort(wishes, PlaygroundReport.Read(outcome), results, out List<StartWish> fresh, out List<StartWish> known);
        return [.. fresh, .. await FindAsync(known, results, cancellationToken)];
    }

    // Nobody knows of the fresh ones; the known ones may have been handed over by somebody.
    private void Sort(
        IReadOnlyList<StartWish> wishes,
        Dictionary<string, PlaygroundSight> sights,
        Dictionary<AttemptId, StartResult> results,
        out List<StartWish> fresh,
        out List<StartWish> known)
    {
        (fresh, known) = ([], []);
        foreach (StartWish wish in wishes)
        {
            AttemptId id = wish.Attempt.Id;
            PlaygroundSight sight = sights.GetValueOrDefault(desk.Playgrounds.KeyOf(id), PlaygroundSight.Empty);
            if (sight.Content is { } content && content != ScriptContent.LineOf(desk.Staging.Place(wish.Attempt)))
            {
                string path = desk.Root.Of(id).Path;
                results[id] = StartResult.Refused($"{path} holds an attempt of this name that runs something else: rm -r {Shell.Quote(path)}");
            }
            else if (sight.Claim is Claim.Withdrawn)
            {
                results[id] = StartResult.Refused("it was given up before it began");
            }
            else if (sight.Claim is Claim.Unreadable { Why: var why })
            {
                results[id] = StartResult.CannotBegin(desk.Root.Of(id), why);
            }
            else
            {
                (sight.Content is null && !wish.IsDoubtful ? fresh : known).Add(sight.Claim is Claim.Open && sight.Verdict is null ? wish : wish with { HasBegun = true });
            }
        }
    }

    /// <returns>Those that the scheduler doesn't have.</returns>
    private async Task<List<StartWish>> FindAsync(List<StartWish> known, Dictionary<AttemptId, StartResult> results, CancellationToken cancellationToken)
    {
        if (known.Count == 0)
        {
            return [];
        }

        FindAnswer answer = desk.Scheduler.ReadFound(await desk.RunAsync(desk.Prepare(desk.Scheduler.FindCommand()), cancellationToken));
        List<StartWish> missing = [];
        foreach (StartWish wish in known)
        {
            AttemptId id = wish.Attempt.Id;
            switch (answer)
            {
                case FindAnswer.Unanswered { Why: var why }:
                    results[id] = new StartResult.Again(wish with { Delay = why }, IsTrouble: true);
                    break;
                case FindAnswer.Known { Jobs: var jobs } when jobs.TryGetValue(JobNames.Of(id), out ValueList<string> ids):
                    results[id] = new StartResult.Submitted(ids[^1]);
                    break;
                case FindAnswer.Known when wish.HasBegun:
                    results[id] = new StartResult.Submitted("");
                    break;
                default:
                    missing.Add(wish);
                    break;
            }
        }

        return missing;
    }
}
