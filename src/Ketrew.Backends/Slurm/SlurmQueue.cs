using System.Globalization;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;

namespace Ketrew.Backends.Slurm;

/// <summary>What squeue tells of the user's jobs, those that ended in the last minutes as well.</summary>
internal static class SlurmQueue
{
    /// <summary>Asks; dates are in seconds since 1970. The comment is last, since people may write anything in theirs.</summary>
    public const string Command =
        "SLURM_TIME_FORMAT=%s squeue -h -r -t all -u \"$(id -u)\" -O 'JobArrayID:|,State:|,RestartCnt:|,StartTime:|,NodeList:|,exit_code:|,Reason:|,Comment:|'";

    /// <summary>Reads what <see cref="Command"/> printed.</summary>
    public static QueueAnswer Read(CommandOutcome outcome)
    {
        if (outcome.Code != 0)
        {
            return new QueueAnswer.Unanswered(SlurmErrors.Last(outcome));
        }

        Dictionary<string, JobReport> jobs = new(StringComparer.Ordinal);
        foreach (string line in outcome.Output.Split('\n'))
        {
            // With several clusters there are headings in between.
            if (line.Split('|') is [var job, var state, var restarts, var start, var nodes, var status, var reason, .. var comment] && comment.Length > 0)
            {
                jobs[job] = Report(state, restarts, start, nodes, status, reason, string.Join('|', comment[..^1]));
            }
        }

        return new QueueAnswer.Known(jobs);
    }

    private static JobReport Report(string state, string restarts, string start, string nodes, string status, string reason, string comment)
    {
        JobPhase phase = SlurmStates.PhaseOf(state, reason);
        string detail = reason is "None" or "" ? nodes.Length > 0 ? $"{state} on {nodes}" : state : $"{state} ({reason})";
        return new JobReport(phase, detail)
        {
            Began = phase is JobPhase.Running or JobPhase.Suspended && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null,
            End = phase is JobPhase.Ended ? SlurmStates.EndOf(state, reason, nodes, SignalOf(status)) : null,
            // Of an array all tasks have the same, and it names the array.
            Name = comment.StartsWith("ketrew-array:", StringComparison.Ordinal) ? null : comment,
            WasRequeued = restarts is not ("0" or "") || state is "REQUEUED" or "REQUEUE_HOLD" or "REQUEUE_FED" or "SPECIAL_EXIT",
        };
    }

    // A wait status: the signal is in its lowest bits.
    private static int SignalOf(string status) => int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number & 0x7f : 0;
}
