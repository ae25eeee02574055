using System.Collections.Concurrent;
using System.Diagnostics;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>Finds out what became of attempts that were handed over: one round trip for all that run or have left a verdict,
/// and one more for those about which something is strange.</summary>
/// <param name="desk">The scheduler.</param>
/// <param name="finder">Knows jobs whose ids nobody told.</param>
/// <param name="names">Makes names that nobody else makes.</param>
/// <param name="clock">Measures how long something is strange.</param>
internal sealed class ScheduledObserver(SchedulerDesk desk, JobFinder finder, UniqueNames names, TimeProvider clock)
{
    private static readonly QueueAnswer _nothing = new QueueAnswer.Known(new Dictionary<string, JobReport>());

    private readonly JobJudge _judge = new(desk.Settings);

    // Verdicts are read once for a whole run, whoever of it is asked for; a scheduler may call a job running for a second after that.
    private readonly ConcurrentDictionary<string, PlaygroundSight> _read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<AttemptId, long> _missed = new();

    // Of an attempt that another engine had, the verdict may be read already, by one that died before it could say so.
    private readonly ConcurrentDictionary<AttemptId, byte> _visited = new();

    /// <summary>Looks for attempts, none of which waits to be handed over.</summary>
    /// <param name="attempts">What to look for.</param>
    /// <param name="cancellationToken">Gives up looking.</param>
    /// <exception cref="BackendException">The host could not be asked.</exception>
    public async Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken)
    {
        FoundJobs found = await finder.FindAsync(attempts, cancellationToken);
        Dictionary<AttemptId, AttemptObservation> answers = [];
        List<ObservedJob> strange = [];
        foreach (ObservedJob job in await LookAsync(attempts, found, answers, cancellationToken))
        {
            AttemptObservation? answer = job.Sight is null ? JobJudge.JudgeAlive(job.Report) : Judge(job);
            if (answer is null || job.Report is { WasRequeued: true } || (job.Sight is not null && answer is AttemptObservation.Alive))
            {
                strange.Add(job);
                continue;
            }

            answers[job.Id] = answer;
            _ = _missed.TryRemove(job.Id, out _);
        }

        if (strange.Count > 0)
        {
            await InvestigateAsync(strange, found, answers, cancellationToken);
        }

        return attempts.Select(attempt => answers[attempt.Id]).ToValueList();
    }

    /// <summary>Reads the verdicts that are new, and asks the queue.</summary>
    /// <returns>Empty when the queue doesn't answer; what can be said nevertheless is among the answers.</returns>
    private async Task<IEnumerable<ObservedJob>> LookAsync(
        ValueList<AttemptReference> attempts, FoundJobs found, Dictionary<AttemptId, AttemptObservation> answers, CancellationToken cancellationToken)
    {
        List<ObservedJob> jobs = [.. attempts.DistinctBy(attempt => attempt.Id).Select(attempt => new ObservedJob(attempt.Id, found.JobOf(attempt)))];
        ValueList<string> ids = jobs.Select(job => job.Job).OfType<string>().ToValueList();
        AttemptId[] unvisited = [.. jobs.Select(job => job.Id).Where(id => !_visited.ContainsKey(id))];
        string look = desk.Playgrounds.VisitEnded(jobs.Select(job => job.Id.Run).Distinct());
        string visit = unvisited.Length == 0 ? ":" : desk.Playgrounds.Visit(unvisited);
        ValueList<CommandOutcome> outcomes = await desk.RunAsync(
            ids.IsEmpty ? [look, visit] : [look, visit, desk.Prepare(desk.Scheduler.QueueCommand(ids))], cancellationToken);
        foreach ((string key, PlaygroundSight sight) in PlaygroundReport.Read(outcomes[0]).Concat(PlaygroundReport.Read(outcomes[1]).Where(one => one.Value.Verdict is not null)))
        {
            _read[key] = sight;
        }

        Array.ForEach(unvisited, id => _visited[id] = 0);

        jobs = [.. jobs.Select(job => job with { Sight = _read.TryGetValue(desk.Playgrounds.KeyOf(job.Id), out PlaygroundSight? sight) ? sight : null })];
        switch (ids.IsEmpty ? _nothing : desk.Scheduler.ReadQueue(outcomes[2]))
        {
            case QueueAnswer.Known known:
                return jobs.Select(job => job with { Report = ReportOf(job, known) });
            case QueueAnswer.Unanswered { Why: var why }:
                jobs.ForEach(job => answers[job.Id] = job.Sight is null || Judge(job) is not AttemptObservation.Ended ended ? new AttemptObservation.Unknown(why) : ended);
                return [];
            default:
                throw new UnreachableException();
        }
    }

    private async Task InvestigateAsync(
        List<ObservedJob> strange, FoundJobs found, Dictionary<AttemptId, AttemptObservation> answers, CancellationToken cancellationToken)
    {
        ValueList<string> missing = strange.Where(job => job.Report is null).Select(job => job.Job).OfType<string>().ToValueList();
        string? history = missing.IsEmpty ? null : desk.Scheduler.HistoryCommand(missing);
        string visit = desk.Playgrounds.Visit(strange.Select(job => job.Id));
        ValueList<CommandOutcome> outcomes = await desk.RunAsync(history is null ? [visit] : [visit, desk.Prepare(history)], cancellationToken);
        Dictionary<string, PlaygroundSight> sights = PlaygroundReport.Read(outcomes[0]);
        QueueAnswer past = history is null ? _nothing : desk.Scheduler.ReadHistory(outcomes[1]);
        List<ObservedJob> seen =
        [
            .. strange.Select(job => job with
            {
                Sight = SightOf(job, sights),
                Report = job.Report ?? (past is QueueAnswer.Known known ? ReportOf(job, known) : null),
                Missed = MissedOf(job),
            }),
        ];
        seen = await WithdrawAsync(seen, found.Problem is null, past is QueueAnswer.Known, cancellationToken);
        foreach (ObservedJob job in seen)
        {
            answers[job.Id] = Unanswered(job, past, found) is { } why ? new AttemptObservation.Unknown(why) : Judge(job);
        }

        await ForgetAsync(seen.FindAll(job => answers[job.Id] is AttemptObservation.Ended), cancellationToken);
    }

    /// <summary>Sees to it that what was never handed over, or never would run, doesn't begin while it is said to be over.</summary>
    private async Task<List<ObservedJob>> WithdrawAsync(List<ObservedJob> jobs, bool allFound, bool allKnown, CancellationToken cancellationToken)
    {
        AttemptId[] idle =
        [
            .. jobs.Where(job => job.Sight is { Claim: Claim.Open, Verdict: null } && job switch
            {
                { Job: null } => allFound,
                { Report: null } => allKnown && job.Missed >= desk.Settings.Grace,
                _ => job.Report.Phase is JobPhase.Stuck,
            }).Select(job => job.Id),
        ];
        if (idle.Length == 0)
        {
            return jobs;
        }

        Dictionary<string, PlaygroundSight> sights =
            PlaygroundReport.Read(await desk.RunAsync(desk.Playgrounds.WithdrawAndVisit(idle, names.Next()), cancellationToken));
        return [.. jobs.Select(job => idle.Contains(job.Id) ? job with { Sight = SightOf(job, sights) } : job)];
    }

    // Only an answer that lacks the job says anything about it.
    private static string? Unanswered(ObservedJob job, QueueAnswer past, FoundJobs found) =>
        job.Report is not null || job.Sight?.Verdict is not null ? null
        : job.Job is null ? found.Problem
        : past is QueueAnswer.Unanswered { Why: var why } ? why
        : null;

    /// <summary>Forgets attempts that have ended; of those that their scheduler would still run, the jobs are ended.</summary>
    private async Task ForgetAsync(List<ObservedJob> ended, CancellationToken cancellationToken)
    {
        ended.ForEach(job => _missed.TryRemove(job.Id, out _));
        ValueList<string> idle = ended.Where(job => job.Report is { Phase: JobPhase.Stuck } or { WasRequeued: true, Phase: not JobPhase.Ended })
            .Select(job => job.Job).OfType<string>().ToValueList();
        if (!idle.IsEmpty)
        {
            // Should it not be heard, they do nothing when their turn comes: somebody else has their claims.
            _ = await desk.RunAsync(desk.Prepare(desk.Scheduler.KillCommand(idle, KillStrength.Terminate)), cancellationToken);
        }
    }

    private AttemptObservation Judge(ObservedJob job) => _judge.Judge(job, desk.Root.Of(job.Id).Path);

    private PlaygroundSight SightOf(ObservedJob job, Dictionary<string, PlaygroundSight> sights) =>
        sights.GetValueOrDefault(desk.Playgrounds.KeyOf(job.Id), PlaygroundSight.Empty);

    private static JobReport? ReportOf(ObservedJob job, QueueAnswer.Known known) =>
        job.Job is { } id && known.Jobs.TryGetValue(id, out JobReport? report) && (report.Name is null || report.Name == JobNames.Of(job.Id)) ? report : null;

    private TimeSpan MissedOf(ObservedJob job)
    {
        long now = clock.GetTimestamp();
        return clock.GetElapsedTime(_missed.GetOrAdd(job.Id, now), now);
    }
}
