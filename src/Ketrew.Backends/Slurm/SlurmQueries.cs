using System.Globalization;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Slurm;

/// <summary>What can be asked of Slurm about a job.</summary>
internal static class SlurmQueries
{
    private const string Job = "job";
    private const string Position = "queue-position";
    private const string Efficiency = "efficiency";
    private const string AccountingFields = "JobID,JobName,Partition,Account,State,ExitCode,Submit,Start,End,Elapsed,NodeList";
    private const string UsageFields = "JobID,State,Elapsed,AllocCPUS,CPUTimeRAW,TotalCPU,ReqMem,MaxRSS";

    /// <summary>All of them.</summary>
    public static ValueList<QueryDescription> Names { get; } =
    [
        new QueryDescription(Job, "all that Slurm knows of the job; of one that is over, what accounting has"),
        new QueryDescription(Position, "how many jobs wait before it, and when Slurm expects to start it"),
        new QueryDescription(Efficiency, "processor time and memory that it asked for and used; from accounting"),
    ];

    /// <summary>Asks.</summary>
    public static ValueList<string> Commands(string query, string job) => query switch
    {
        Job => [$"scontrol show job {job} || sacct -P -X -D -j {job} -o {AccountingFields} || sacct -c -P -X -j {job} -o JobID,JobName,Partition,State,ExitCode,Start,End,NodeList"],
        Position => [$"squeue -h -r -j {job} -O 'State:|,Partition:|,Reason:|,StartTime:|'", "squeue -h -r -t PENDING --sort=-p,i -O 'JobArrayID:|,Partition:|'"],
        _ => [$"sacct -P -j {job} -o {UsageFields}"],
    };

    /// <summary>Reads the answers.</summary>
    /// <exception cref="BackendException">There is none.</exception>
    public static QueryAnswer Read(string query, string job, ValueList<CommandOutcome> outcomes) => query switch
    {
        Job => new QueryAnswer.Text(Output(outcomes[0])),
        Position => ReadPosition(job, outcomes),
        _ => Table(Output(outcomes[0])),
    };

    private static QueryAnswer.Text ReadPosition(string job, ValueList<CommandOutcome> outcomes)
    {
        if (Output(outcomes[0]).Split('|') is not [var state, var partition, var reason, var start, ..])
        {
            throw new BackendException($"job {job} is not in the queue");
        }

        if (state != "PENDING")
        {
            return new QueryAnswer.Text($"{state}: it doesn't wait\n");
        }

        string[] before = [.. Output(outcomes[1]).Split('\n').Select(line => line.Split('|')).Where(cells => cells.Length > 1 && cells[1] == partition)
            .Select(cells => cells[0]).TakeWhile(other => other != job)];
        string count = before.Length.ToString(CultureInfo.InvariantCulture);
        return new QueryAnswer.Text($"{count} jobs wait before it in {partition} ({reason}); Slurm expects to start it: {(start == "N/A" ? "unknown" : start)}\n");
    }

    private static QueryAnswer.Rows Table(string output)
    {
        string[] lines = output.TrimEnd('\n').Split('\n');
        return new QueryAnswer.Rows(new DataTable(
            lines[0].Split('|').Select(name => name.ToLowerInvariant()).ToValueList(),
            lines.Skip(1).Select(line => line.Split('|').ToValueList()).ToValueList()));
    }

    private static string Output(CommandOutcome outcome) => outcome.Code == 0
        ? outcome.Output
        : throw new BackendException($"Slurm has no answer: {SlurmErrors.Last(outcome)}")
        {
            ExitCode = outcome.Code,
            StandardError = outcome.Errors,
            IsRecoverable = SlurmErrors.IsOutOfReach(outcome),
        };
}
