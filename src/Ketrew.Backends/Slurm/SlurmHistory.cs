using System.Globalization;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;

namespace Ketrew.Backends.Slurm;

/// <summary>What accounting tells of jobs that squeue has forgotten: a database where there is one, else the record of ended jobs, else nothing.</summary>
internal static class SlurmHistory
{
    private const string Disabled = "accounting storage is disabled";

    /// <summary>Asks. Jobs that were put back into the queue have several rows; the last is the one that counts.</summary>
    public static string Command(ValueList<string> jobs)
    {
        string list = string.Join(',', jobs);
        return $$"""
            answer=$(sacct -n -P -X -D -j {{list}} -o JobID,State,Submit,NodeList,ExitCode 2>&1)
            code=$?
            case $answer in
            *'{{Disabled}}'*) sacct -c -n -P -X -j {{list}} -o JobID,State,End,NodeList,ExitCode 2> /dev/null; exit 0 ;;
            esac
            [ $code -eq 0 ] || { printf '%s\n' "$answer" >&2; exit $code; }
            printf '%s\n' "$answer"
            """;
    }

    /// <summary>Reads what <see cref="Command"/> printed.</summary>
    public static QueueAnswer Read(CommandOutcome outcome)
    {
        if (outcome.Code != 0)
        {
            return new QueueAnswer.Unanswered(SlurmErrors.Last(outcome));
        }

        // Accounting is late: what it says of jobs that are not over is of no interest.
        return new QueueAnswer.Known(outcome.Output.Split('\n').Select(line => line.Split('|')).Where(cells => cells.Length == 5)
            .GroupBy(cells => cells[0], StringComparer.Ordinal)
            .Select(rows => (Job: rows.Key, Last: rows.MaxBy(cells => cells[2], StringComparer.Ordinal) ?? []))
            .Where(job => SlurmStates.PhaseOf(job.Last[1], "") is JobPhase.Ended)
            .ToDictionary(job => job.Job, job => Report(job.Last[1], job.Last[3], job.Last[4]), StringComparer.Ordinal));
    }

    private static JobReport Report(string state, string nodes, string exitCode) =>
        new(JobPhase.Ended, $"{state} on {nodes}") { End = SlurmStates.EndOf(state, "", nodes, SignalOf(exitCode)) };

    // `3:0`, `0:9`
    private static int SignalOf(string exitCode) =>
        exitCode.Split(':') is [_, var signal] && int.TryParse(signal, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
