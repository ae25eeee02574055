using System.Diagnostics;
using Ketrew.Backends.Containers;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Scheduling;

/// <summary>Hands attempts to a scheduler: looks who has them, writes their scripts, submits them. What can't be told now is tried again.</summary>
/// <param name="desk">The scheduler.</param>
/// <param name="baseEnvironment">Below the target's own variables.</param>
internal sealed class JobSubmitter(SchedulerDesk desk, ValueList<NamedValue> baseEnvironment)
{
    // An unreadable configuration is waited for by sbatch for 59 s, and then it says why.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly ProgramLookup _programs = new();
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

            await HandOverAsync(await SendAsync(free, results, cancellationToken), most, results, cancellationToken);
            return results;
        }
        catch (BackendException failure)
        {
            // Nothing that was still open then has been handed over: whoever hands over catches for himself.
            foreach (StartWish wish in wishes.Where(wish => !results.ContainsKey(wish.Attempt.Id)))
            {
                results[wish.Attempt.Id] = AfterFailure(wish, failure);
            }

            return results;
        }
    }

    private StartResult.Over Refuse(StartWish wish, string problem) =>
        StartResult.Refused($"the job can't begin in {desk.Root.Of(wish.Attempt.Id).Path}: {problem}");

    private StartResult AfterFailure(StartWish wish, BackendException failure) =>
        failure.IsRecoverable ? new StartResult.Again(wish with { Delay = failure.Message }, IsTrouble: true) : Refuse(wish, failure.Message);

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
            wishes.ForEach(wish => results[wish.Attempt.Id] = Refuse(wish, outcome.Errors.Trim()));
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
                results[id] = Refuse(wish, why);
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

    private async Task HandOverAsync(List<StartWish> fresh, int most, Dictionary<AttemptId, StartResult> results, CancellationToken cancellationToken)
    {
        Dictionary<AttemptId, StartWish> wishes = fresh.ToDictionary(wish => wish.Attempt.Id);
        List<Submission> submissions = Plan(fresh);
        foreach (StartWish wish in submissions.Skip(most).SelectMany(submission => submission.Jobs).Select(job => wishes[job.Id]))
        {
            results[wish.Attempt.Id] = new StartResult.Again(wish with { IsVisited = true }, IsTrouble: false);
        }

        List<Submission> now = [.. submissions.Take(most)];
        if (now.Count == 0)
        {
            return;
        }

        HostRequest request = new()
        {
            Files = [.. now.SelectMany(submission => submission.Jobs).Select(job => Script(wishes[job.Id].Attempt)), .. now.SelectMany(submission => submission.Files)],
            Commands = now.Select(submission => desk.Prepare(submission.Command)).ToValueList(),
            Timeout = _patience,
        };
        ValueList<CommandOutcome> outcomes;
        try
        {
            outcomes = await desk.Host.RunAsync(request, cancellationToken);
        }
        catch (BackendException failure)
        {
            foreach (StartWish wish in now.SelectMany(submission => submission.Jobs).Select(job => wishes[job.Id]))
            {
                results[wish.Attempt.Id] = AfterFailure(wish with { IsDoubtful = true, IsVisited = false }, failure);
            }

            return;
        }

        foreach ((Submission submission, CommandOutcome outcome) in now.Zip(outcomes))
        {
            Read(submission, desk.Scheduler.ReadSubmission(submission, outcome), wishes, results);
        }
    }

    private List<Submission> Plan(List<StartWish> wishes)
    {
        ValueList<ScheduledJob> together = wishes.Where(wish => !wish.IsAlone).Select(wish => JobOf(wish.Attempt)).ToValueList();
        return
        [
            .. wishes.Where(wish => wish.IsAlone).SelectMany(wish => desk.Scheduler.Plan([JobOf(wish.Attempt)])),
            .. together.IsEmpty ? [] : desk.Scheduler.Plan(together),
        ];
    }

    private ScheduledJob JobOf(Attempt attempt)
    {
        Playground playground = desk.Root.Of(attempt.Id);
        return new ScheduledJob(
            attempt.Id,
            JobNames.Of(attempt.Id),
            JobNames.TitleOf(attempt.Id.Target),
            playground.Script,
            playground.Path,
            Path.Combine(playground.Path, JobFiles.SchedulerLog),
            attempt.Resources);
    }

    private HostFile Script(Attempt wanted)
    {
        Attempt placed = desk.Staging.Place(wanted);
        Playground playground = desk.Root.Of(placed.Id);
        Attempt attempt = ContainedSteps.Of(placed, playground.Path, playground.Refusal, desk.Settings.ContainerProgram);
        StepSurroundings surroundings = new(
            _programs, attempt.Directory, attempt.StandardInput, [.. baseEnvironment, .. attempt.Environment], AttemptMarks.Of(attempt, playground.Path));
        return new HostFile(
            playground.Script,
            MonitoredScript.CreateAttended(attempt, ScriptContent.LineOf(placed), playground, surroundings, desk.Scheduler.JobVariables));
    }

    private static void Read(Submission submission, SubmissionAnswer answer, Dictionary<AttemptId, StartWish> wishes, Dictionary<AttemptId, StartResult> results)
    {
        bool isArray = submission.Jobs.Count > 1;
        for (int i = 0; i < submission.Jobs.Count; i++)
        {
            StartWish wish = wishes[submission.Jobs[i].Id];
            results[wish.Attempt.Id] = answer switch
            {
                SubmissionAnswer.Accepted accepted => new StartResult.Submitted(accepted.JobIds[i]),
                SubmissionAnswer.Refused when isArray => new StartResult.Again(wish with { IsAlone = true, IsVisited = true }, IsTrouble: false),
                SubmissionAnswer.Refused refused => StartResult.Refused(refused.Message),
                SubmissionAnswer.Unclear unclear => new StartResult.Again(
                    wish with { IsDoubtful = true, IsAlone = wish.IsAlone || isArray, IsVisited = false, Delay = unclear.Why }, IsTrouble: true),
                _ => throw new UnreachableException(),
            };
        }
    }
}
