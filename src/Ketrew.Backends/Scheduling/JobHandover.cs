using System.Diagnostics;
using Ketrew.Backends.Containers;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Scheduling;

/// <summary>Hands attempts to a scheduler: writes their scripts and submits them, many in one round trip.</summary>
/// <param name="desk">The scheduler.</param>
/// <param name="baseEnvironment">Below the target's own variables.</param>
internal sealed class JobHandover(SchedulerDesk desk, ValueList<NamedValue> baseEnvironment)
{
    // An unreadable configuration is waited for by sbatch for 59 s, and then it says why.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly ProgramLookup _programs = new();

    /// <summary>Submits attempts that nobody has.</summary>
    /// <param name="fresh">Their wishes.</param>
    /// <param name="most">How many commands may be run at once.</param>
    /// <param name="results">Takes one result per wish.</param>
    /// <param name="cancellationToken">Gives up; what was handed over stays there.</param>
    public async Task HandOverAsync(List<StartWish> fresh, int most, Dictionary<AttemptId, StartResult> results, CancellationToken cancellationToken)
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
                results[wish.Attempt.Id] = StartResult.AfterFailure(wish with { IsDoubtful = true, IsVisited = false }, failure, desk.Root.Of(wish.Attempt.Id));
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
