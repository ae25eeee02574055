using Ketrew.Backends.Hosts;

namespace Ketrew.Backends.Slurm;

/// <summary>What Slurm's commands print when something is wrong. Their exit codes say little: it is 1 for a job that is gone, and for a controller that is.</summary>
internal static class SlurmErrors
{
    private static readonly string[] _outOfReach =
    [
        "Unable to contact", "connect failure", "Connection refused", "Connection timed out", "Connection reset", "timed out", "authentication error",
        "authentication credential", "Munge", "Zero Bytes", "Unable to process configuration", "Unable to establish", "configuration source", "standby mode",
        "Unexpected message", "Problem talking to the database", "persistent connection", "not responding", "Communication", "No route to host", "shutting down",
    ];

    /// <summary>True when a command could not ask: that says nothing about any job.</summary>
    public static bool IsOutOfReach(CommandOutcome outcome) =>
        outcome.Code != 0 && _outOfReach.Any(word => outcome.Errors.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The last that a command said, with the line that explains it: <c>invalid partition specified: x: Invalid partition name specified</c>.</summary>
    public static string Last(CommandOutcome outcome)
    {
        string[] lines = [.. outcome.Errors.Split('\n').Select(Plain).Where(line => line.Length > 0)];
        return lines.Length > 0 ? string.Join("; ", lines.TakeLast(2)) : $"exit code {outcome.Code}";
    }

    // `sbatch: error: Batch job submission failed: why`
    private static string Plain(string line)
    {
        string rest = line.Trim();
        foreach (string prefix in (string[])["sbatch: ", "squeue: ", "sacct: ", "scancel: ", "error: ", "fatal: ", "Batch job submission failed: "])
        {
            rest = rest.StartsWith(prefix, StringComparison.Ordinal) ? rest[prefix.Length..] : rest;
        }

        return rest;
    }
}
