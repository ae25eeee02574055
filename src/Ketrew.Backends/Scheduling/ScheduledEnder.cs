using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>Ends attempts that were handed over; sees to it that what was not never begins.</summary>
/// <param name="desk">The scheduler.</param>
/// <param name="queue">What waits to be handed over.</param>
/// <param name="finder">Knows jobs whose ids nobody told.</param>
/// <param name="names">Makes names that nobody else makes.</param>
internal sealed class ScheduledEnder(SchedulerDesk desk, SubmissionQueue queue, JobFinder finder, UniqueNames names)
{
    /// <summary>Asks attempts to end.</summary>
    public async Task<ValueList<KillAnswer>> EndAsync(ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken)
    {
        Dictionary<AttemptId, KillAnswer> answers = [];
        List<AttemptReference> others = [];
        foreach (AttemptReference attempt in attempts)
        {
            if (await TryTakeOutAsync(attempt.Id, strength, cancellationToken))
            {
                answers[attempt.Id] = KillAnswer.Delivered;
            }
            else
            {
                others.Add(attempt);
            }
        }

        if (others.Count > 0)
        {
            await EndAsync(others.ToValueList(), strength, answers, cancellationToken);
        }

        return attempts.Select(attempt => answers[attempt.Id]).ToValueList();
    }

    // What was certainly not handed over needs no scheduler.
    private async Task<bool> TryTakeOutAsync(AttemptId id, KillStrength strength, CancellationToken cancellationToken)
    {
        while (await queue.FindWaitingAsync(id, cancellationToken) is { IsDoubtful: false } wish)
        {
            if (queue.TryTakeOut(wish, new StartResult.Over(new Verdict.Signaled(EndSignal.NumberOf(strength)))))
            {
                return true;
            }
        }

        return false;
    }

    private async Task EndAsync(
        ValueList<AttemptReference> attempts, KillStrength strength, Dictionary<AttemptId, KillAnswer> answers, CancellationToken cancellationToken)
    {
        try
        {
            FoundJobs found = await finder.FindAsync(attempts, cancellationToken);
            Dictionary<string, PlaygroundSight> sights = await NoteAsync(attempts, found, strength, cancellationToken);
            ValueList<string> jobs = attempts.Where(attempt => sights[desk.Playgrounds.KeyOf(attempt.Id)].Verdict is null)
                .Select(found.JobOf).OfType<string>().Distinct().ToValueList();
            KillAnswer told = jobs.IsEmpty
                ? KillAnswer.AlreadyEnded
                : desk.Scheduler.ReadKill(await desk.RunAsync(desk.Prepare(desk.Scheduler.KillCommand(jobs, strength)), cancellationToken));
            foreach (AttemptReference attempt in attempts)
            {
                PlaygroundSight sight = sights[desk.Playgrounds.KeyOf(attempt.Id)];
                answers[attempt.Id] =
                    sight.Verdict is not null ? KillAnswer.AlreadyEnded
                    : found.JobOf(attempt) is not null ? told
                    : found.Problem is not null || sight.Claim is Claim.Unreadable ? KillAnswer.Unknown
                    : KillAnswer.AlreadyEnded;
                await SettleAsync(attempt.Id, answers[attempt.Id], found.JobOf(attempt), strength, cancellationToken);
            }
        }
        catch (BackendException)
        {
            foreach (AttemptReference attempt in attempts.Where(attempt => !answers.ContainsKey(attempt.Id)))
            {
                answers[attempt.Id] = KillAnswer.Unknown;
            }
        }
    }

    /// <summary>Notes in playgrounds who asked; takes attempts that nobody has.</summary>
    private async Task<Dictionary<string, PlaygroundSight>> NoteAsync(
        ValueList<AttemptReference> attempts, FoundJobs found, KillStrength strength, CancellationToken cancellationToken)
    {
        AttemptId[] ids = [.. attempts.Select(attempt => attempt.Id).Distinct()];
        CommandOutcome outcome = await desk.RunAsync(desk.Playgrounds.NoteKillAndVisit(ids, EndSignal.NumberOf(strength)), cancellationToken);
        Dictionary<string, PlaygroundSight> sights = PlaygroundReport.Read(outcome);
        AttemptId[] idle = found.Problem is not null
            ? []
            : [.. attempts.Where(attempt => found.JobOf(attempt) is null && sights[desk.Playgrounds.KeyOf(attempt.Id)] is { Claim: Claim.Open, Verdict: null }).Select(attempt => attempt.Id)];
        if (idle.Length > 0)
        {
            foreach ((string key, PlaygroundSight sight) in PlaygroundReport.Read(
                await desk.RunAsync(desk.Playgrounds.WithdrawAndVisit(idle, names.Next()), cancellationToken)))
            {
                sights[key] = sight;
            }
        }

        return sights;
    }

    // What waited since nobody knew whether it was handed over is known now.
    private async Task SettleAsync(AttemptId id, KillAnswer answer, string? job, KillStrength strength, CancellationToken cancellationToken)
    {
        if (answer is not KillAnswer.Unknown && await queue.FindWaitingAsync(id, cancellationToken) is { } wish)
        {
            _ = queue.TryTakeOut(
                wish, job is not null ? new StartResult.Submitted(job) : new StartResult.Over(new Verdict.Signaled(EndSignal.NumberOf(strength))));
        }
    }
}
