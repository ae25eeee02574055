using Ketrew.Backends.Scheduling;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Lsf;

/// <summary>What LSF says of a job, however it says it.</summary>
/// <param name="State">Such as <c>PEND</c>.</param>
internal sealed record LsfJob(string State)
{
    // What the job's own shell exits with when LSF ends it: by USR2 at the run limit, by INT when somebody kills it.
    private const string RunLimitCode = "140";
    private const string KilledCode = "130";

    /// <summary>As it was submitted, the title after it; empty when it isn't told.</summary>
    public string JobName { get; init; } = "";

    /// <summary>The code with which it exited; empty for 0 and for none.</summary>
    public string ExitCode { get; init; } = "";

    /// <summary>Such as <c>TERM_RUNLIMIT: job killed after reaching LSF run time limit</c>; empty when LSF doesn't say.</summary>
    public string ExitReason { get; init; } = "";

    /// <summary>Why it waits; empty when it doesn't.</summary>
    public string PendingReason { get; init; } = "";

    /// <summary>False when it ended before it began.</summary>
    public bool HasStarted { get; init; } = true;

    /// <summary>The name by which it is found.</summary>
    public string Name => JobName.Split(LsfCommands.NameMark)[0];

    /// <summary>Where it is.</summary>
    public JobReport Report()
    {
        JobReport report = new(Phase, Describe()) { Name = Name.Length > 0 ? Name : null };
        return State switch
        {
            "EXIT" => report with { End = End() },
            "ZOMBI" => report with { End = new Verdict.NodeFailed("its machine is not heard, and it was killed") },
            _ => report,
        };
    }

    private JobPhase Phase => State switch
    {
        "DONE" or "EXIT" or "ZOMBI" => JobPhase.Ended,
        "PEND" when WillNeverRun => JobPhase.Stuck,
        "PEND" or "PSUSP" or "WAIT" or "PROV" or "FWD_PEND" => JobPhase.Waiting,
        "USUSP" or "SSUSP" => JobPhase.Suspended,
        // UNKWN: its machine is not heard; it may run there.
        _ => JobPhase.Running,
    };

    private bool WillNeverRun => PendingReason.Contains("never satisfied", StringComparison.OrdinalIgnoreCase);

    private string Describe()
    {
        string why = string.Join(", ", new[]
        {
            State switch { "PSUSP" => "held", "UNKWN" => "its machine is not heard", _ => "" },
            PendingReason,
            ExitCode.Length > 0 ? $"exit code {ExitCode}" : "",
            ExitReason,
        }.Where(part => part.Length > 0));
        return why.Length == 0 ? State : $"{State} ({why})";
    }

    private Verdict? End() => ExitReason.Split([':', ';', ' ', '.'])[0] switch
    {
        "TERM_RUNLIMIT" or "TERM_CPULIMIT" or "TERM_DEADLINE" or "TERM_WINDOW" => new Verdict.TimeLimitReached(ExitReason),
        "TERM_MEMLIMIT" or "TERM_SWAP" => new Verdict.OutOfMemory(),
        "TERM_OWNER" or "TERM_FORCE_OWNER" or "TERM_ADMIN" or "TERM_FORCE_ADMIN" or "TERM_EXTERNAL_SIGNAL" or "TERM_BUCKET_KILL"
            or "TERM_REQUEUE_OWNER" or "TERM_REQUEUE_ADMIN" => new Verdict.Cancelled(ExitReason),
        "TERM_PREEMPT" => new Verdict.Preempted(ExitReason),
        "TERM_ZOMBIE" => new Verdict.NodeFailed(ExitReason),
        _ when !HasStarted => new Verdict.Cancelled("the job was killed while it waited"),
        _ when ExitReason.Length == 0 && ExitCode == RunLimitCode => new Verdict.TimeLimitReached("exit code 140: the run limit was reached"),
        _ when ExitReason.Length == 0 && ExitCode == KilledCode => new Verdict.Cancelled("exit code 130: the job was killed"),
        _ => null,
    };
}
