using System.Globalization;
using Ketrew.Backends.Daemonize;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>Says what became of an attempt, from what its playground and its scheduler say. A verdict that it left itself wins.</summary>
/// <param name="settings">How long to wait for what may come late.</param>
internal sealed class JobJudge(ScheduledSettings settings)
{
    private const int Kill = 9;
    private const int Terminate = 15;

    // Schedulers take their time until they call a job ended, and only then say why.
    private const int CleaningUp = 5;

    /// <summary>What can be said without a look at the playground.</summary>
    /// <returns>Null when it must be looked at.</returns>
    public static AttemptObservation? JudgeAlive(JobReport? report) => report switch
    {
        null or { WasRequeued: true } or { Phase: JobPhase.Ended or JobPhase.Stuck } => null,
        { Phase: JobPhase.Running } => new AttemptObservation.Alive(report.Detail) { Began = report.Began },
        _ => new AttemptObservation.Alive(report.Detail) { Began = report.Began, IsWaiting = true },
    };

    /// <summary>What can be said of an attempt whose playground was looked at.</summary>
    /// <param name="job">With a sight.</param>
    /// <param name="playground">Where it looked, for people.</param>
    public AttemptObservation Judge(ObservedJob job, string playground)
    {
        PlaygroundSight sight = job.Sight ?? PlaygroundSight.Empty;
        return
            sight.Verdict is { } verdict ? Explain(verdict, job, sight)
            : sight.Claim is Claim.Unreadable { Why: var why } ? new AttemptObservation.Unknown(why)
            : job.Report is { Phase: JobPhase.Stuck } ? NeverRun(job.Report, sight)
            : sight.Claim is Claim.Withdrawn ? new AttemptObservation.Ended(NeverStarted(job, sight))
            : job.Report is { Phase: JobPhase.Ended } report ? AfterEnd(job, report, sight, playground)
            : job.Report is { WasRequeued: true } again ? AfterRequeue(job, again, sight)
            : JudgeAlive(job.Report) ?? AfterLoss(job, sight, playground);
    }

    private static AttemptObservation NeverRun(JobReport report, PlaygroundSight sight) => sight.Claim is Claim.Withdrawn
        ? new AttemptObservation.Ended(new Verdict.StartRefused($"it would never run: {report.Detail}"))
        : new AttemptObservation.Alive(report.Detail) { IsWaiting = true };

    private static Verdict NeverStarted(ObservedJob job, PlaygroundSight sight) =>
        sight.Killed is > 0 and { } signal ? new Verdict.Signaled(signal)
        : job.Report?.End ?? (job.Job is null ? new Verdict.Lost("it was never started") : new Verdict.Cancelled($"job {job.Job} left the queue before it began"));

    // Who was killed doesn't know by whom; its scheduler does, a moment later.
    private AttemptObservation Explain(Verdict verdict, ObservedJob job, PlaygroundSight sight)
    {
        if (verdict is not Verdict.Signaled { Signal: Kill or Terminate } || sight.Killed is not null)
        {
            return new AttemptObservation.Ended(verdict);
        }

        return job.Report switch
        {
            { End: { } end } => new AttemptObservation.Ended(end with { Step = verdict.Step, Usage = verdict.Usage }),
            { WasRequeued: true, Phase: not JobPhase.Running } => new AttemptObservation.Ended(
                new Verdict.Preempted("its scheduler put it back into the queue after it had begun") { Step = verdict.Step, Usage = verdict.Usage }),
            { Phase: JobPhase.Ended } => new AttemptObservation.Ended(verdict),
            null when job.Missed >= settings.Grace => new AttemptObservation.Ended(verdict),
            not null when job.Missed >= settings.Grace * CleaningUp => new AttemptObservation.Ended(verdict),
            _ => new AttemptObservation.Alive("a signal ended it; its scheduler is asked why"),
        };
    }

    private AttemptObservation AfterEnd(ObservedJob job, JobReport report, PlaygroundSight sight, string playground)
    {
        bool mayRunOn = report.End is Verdict.NodeFailed && sight.Claim is Claim.Job or Claim.Broken && sight.Killed is null;
        bool isSilent = sight.Killed is Kill || (sight.Killed is Terminate && sight.Claim is Claim.Open);
        TimeSpan patience = mayRunOn ? settings.NodeWait : isSilent ? TimeSpan.Zero : settings.Grace;
        return job.Missed < patience
            ? new AttemptObservation.Alive(mayRunOn
                ? $"{report.Detail}; it may run on, so its verdict is waited for; when it can't, type: touch {Shell.Quote($"{playground}/killed")}"
                : $"{report.Detail}; its verdict is waited for")
            : new AttemptObservation.Ended(WithoutVerdict(report, sight, playground));
    }

    private static Verdict WithoutVerdict(JobReport report, PlaygroundSight sight, string playground) => report.End switch
    {
        null or Verdict.Cancelled when sight.Killed is > 0 and { } signal => new Verdict.Signaled(signal),
        // Somebody has the claim, so it did begin.
        Verdict.StartRefused when sight.Claim is not Claim.Open => Lost(report.Detail, sight, playground),
        { } end => end,
        null => Lost(report.Detail, sight, playground),
    };

    private static Verdict.Lost Lost(string detail, PlaygroundSight sight, string playground) =>
        new($"its scheduler says {detail}, and it left no verdict in {playground}{LastWords(sight)}");

    // Its claim is taken, so the second run does nothing; the first may run on, when it was its machine that wasn't heard any more.
    private AttemptObservation AfterRequeue(ObservedJob job, JobReport report, PlaygroundSight sight) =>
        sight.Claim is not Claim.Job and not Claim.Broken ? new AttemptObservation.Alive(report.Detail) { IsWaiting = report.Phase is not JobPhase.Running }
        : sight.Killed is null && job.Missed < settings.NodeWait
            ? new AttemptObservation.Alive($"{report.Detail}: it was put back into the queue after it had begun; its verdict is waited for")
            : new AttemptObservation.Ended(report.End ?? new Verdict.NodeFailed("its scheduler put it back into the queue after it had begun, and it left no verdict"));

    private AttemptObservation AfterLoss(ObservedJob job, PlaygroundSight sight, string playground) =>
        job.Missed < settings.Grace ? new AttemptObservation.Alive("its scheduler doesn't know it; its verdict is waited for")
        : new AttemptObservation.Ended(sight.Killed is > 0 and { } signal
            ? new Verdict.Signaled(signal)
            : new Verdict.Lost(string.Create(
                CultureInfo.InvariantCulture, $"its scheduler doesn't know job {job.Job} any more, and it left no verdict in {playground}{LastWords(sight)}")));

    private static string LastWords(PlaygroundSight sight) => sight.Complaint.Length > 0 ? $"; its script said: {sight.Complaint}" : "";
}
