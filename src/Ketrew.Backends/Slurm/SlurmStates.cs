using Ketrew.Backends.Scheduling;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Slurm;

/// <summary>What Slurm's states of jobs mean.</summary>
internal static class SlurmStates
{
    // Accepted, and never run unless somebody changes the job or the cluster.
    private static readonly HashSet<string> _never = new(StringComparer.Ordinal)
    {
        "DependencyNeverSatisfied", "PartitionConfig", "PartitionNodeLimit", "PartitionTimeLimit", "BadConstraints", "InvalidAccount", "InvalidQOS",
        "AccountNotAllowed", "QOSNotAllowed", "AssocGrpCpuLimit", "AssocMaxCpuPerJobLimit", "AssocMaxWallDurationPerJobLimit", "AssocMaxMemPerJob",
        "QOSMaxCpuPerJobLimit", "QOSMaxWallDurationPerJobLimit", "QOSMaxMemoryPerJob",
    };

    // A job that could not be launched looks as if this signal had ended it: exit code 0:53.
    private const int LaunchFailure = 53;

    /// <summary>Where a job is.</summary>
    /// <param name="state">As squeue and sacct print it: <c>CANCELLED by 1000</c>.</param>
    /// <param name="reason">As squeue prints it; empty when it isn't known.</param>
    public static JobPhase PhaseOf(string state, string reason) => Word(state) switch
    {
        "PENDING" when _never.Contains(reason) => JobPhase.Stuck,
        "PENDING" or "CONFIGURING" or "REQUEUED" or "REQUEUE_HOLD" or "REQUEUE_FED" or "SPECIAL_EXIT" => JobPhase.Waiting,
        "SUSPENDED" or "STOPPED" => JobPhase.Suspended,
        "COMPLETED" or "FAILED" or "TIMEOUT" or "DEADLINE" or "OUT_OF_MEMORY" or "NODE_FAIL" or "BOOT_FAIL" or "PREEMPTED" or "CANCELLED" or "REVOKED" => JobPhase.Ended,
        // RUNNING, COMPLETING, SIGNALING, STAGE_OUT, RESIZING, and what later versions think of: not over.
        _ => JobPhase.Running,
    };

    /// <summary>Why a job ended, as far as Slurm knows more than its exit code; null otherwise.</summary>
    /// <param name="state">A final one.</param>
    /// <param name="reason">As squeue prints it; empty when it isn't known.</param>
    /// <param name="nodes">Where it ran; empty when it didn't.</param>
    /// <param name="signal">By which signal; 0 for none.</param>
    public static Verdict? EndOf(string state, string reason, string nodes, int signal)
    {
        string words = nodes.Length > 0 ? $"{state} on {nodes}" : state;
        return Word(state) switch
        {
            "OUT_OF_MEMORY" => new Verdict.OutOfMemory(),
            "NODE_FAIL" or "BOOT_FAIL" => new Verdict.NodeFailed($"Slurm says {words}"),
            "TIMEOUT" or "DEADLINE" => new Verdict.TimeLimitReached($"Slurm says {words}"),
            "PREEMPTED" => new Verdict.Preempted($"Slurm says {words}"),
            "CANCELLED" when reason == "DependencyNeverSatisfied" => new Verdict.StartRefused("Slurm says that its dependency can never be satisfied"),
            "CANCELLED" or "REVOKED" => new Verdict.Cancelled($"Slurm says {words}"),
            "FAILED" when signal == LaunchFailure => new Verdict.StartRefused(
                $"Slurm could not launch it on {nodes}: its playground must be on a file system that all nodes see, and may write"),
            _ => null,
        };
    }

    private static string Word(string state) => state.Split(' ')[0].TrimEnd('+');
}
