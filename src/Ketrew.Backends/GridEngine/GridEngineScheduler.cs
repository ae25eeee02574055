using System.Text.RegularExpressions;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.GridEngine;

/// <summary>Grid Engine, by its commands: Son of Grid Engine, Open Cluster Scheduler, Univa's and Altair's.</summary>
/// <param name="settings">What the declaration says.</param>
internal sealed partial class GridEngineScheduler(GridEngineSettings settings) : IScheduler
{
    private readonly GridEngineCommands _commands = new(settings);

    /// <inheritdoc/>
    public string Kind => GridEngineBackend.Kind;

    /// <inheritdoc/>
    public ValueList<string> JobVariables { get; } = ["JOB_ID", "JOB_NAME", "QUEUE", "NSLOTS", "NHOSTS", "PE_HOSTFILE", "SGE_ROOT", "SGE_CELL", "TMPDIR", "CUDA_VISIBLE_DEVICES"];

    /// <inheritdoc/>
    public ValueList<QueryDescription> Queries { get; } =
    [
        new QueryDescription("job", "all that Grid Engine knows of a job that has not ended"),
        new QueryDescription("accounting", "what it recorded of a job that has ended"),
    ];

    /// <inheritdoc/>
    public ValueList<string> DescribeCommands { get; } = ["LC_ALL=C qstat -help | head -n 1", "LC_ALL=C qstat -g c", "LC_ALL=C qconf -spl"];

    /// <inheritdoc/>
    public ValueList<Submission> Plan(ValueList<ScheduledJob> jobs) =>
        jobs.Select(job => new Submission([job], [JobLauncher.Of(job, isIsolated: true)], _commands.Submit(job))).ToValueList();

    /// <inheritdoc/>
    public SubmissionAnswer ReadSubmission(Submission submission, CommandOutcome outcome)
    {
        string said = GridEngineFailure.Describe(outcome);
        if (outcome.Code == 0)
        {
            return outcome.Output.Split('\n', StringSplitOptions.TrimEntries).LastOrDefault(line => JobId().IsMatch(line)) is { } id
                ? new SubmissionAnswer.Accepted([id])
                : new SubmissionAnswer.Unclear($"qsub told no job id: {said}");
        }

        return GridEngineFailure.IsUnreachable(outcome) || GridEngineFailure.IsFull(outcome) || string.IsNullOrWhiteSpace(outcome.Errors + outcome.Output)
            ? new SubmissionAnswer.Unclear(said)
            : new SubmissionAnswer.Refused(said);
    }

    /// <inheritdoc/>
    public string QueueCommand(ValueList<string> jobs) => GridEngineCommands.Queue;

    /// <inheritdoc/>
    public QueueAnswer ReadQueue(CommandOutcome outcome) => Read(outcome) is { } jobs
        ? new QueueAnswer.Known(jobs.DistinctBy(job => job.Id).ToDictionary(job => job.Id, job => job.Report, StringComparer.Ordinal))
        : new QueueAnswer.Unanswered(GridEngineFailure.Describe(outcome with { Output = "" }));

    /// <inheritdoc/>
    public string? HistoryCommand(ValueList<string> jobs) => GridEngineCommands.Account(jobs);

    /// <inheritdoc/>
    // It is read from a file that may not be here, and is written late: what isn't in it is merely not known.
    public QueueAnswer ReadHistory(CommandOutcome outcome) => new QueueAnswer.Known(GridEngineAccount.Read(outcome.Output));

    /// <inheritdoc/>
    public string FindCommand() => GridEngineCommands.Find;

    /// <inheritdoc/>
    public FindAnswer ReadFound(CommandOutcome outcome) => Read(outcome) is { } jobs
        ? new FindAnswer.Known(jobs
            .GroupBy(job => job.Report.Name ?? "", job => job.Id, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Distinct().OrderBy(id => id.Length).ThenBy(id => id, StringComparer.Ordinal).ToValueList(), StringComparer.Ordinal))
        : new FindAnswer.Unanswered(GridEngineFailure.Describe(outcome with { Output = "" }));

    /// <inheritdoc/>
    public string KillCommand(ValueList<string> jobs, KillStrength strength) => GridEngineCommands.Delete(jobs);

    /// <inheritdoc/>
    public KillAnswer ReadKill(CommandOutcome outcome) =>
        Deleted().IsMatch(outcome.Output) ? KillAnswer.Delivered
        : outcome.Output.Contains("does not exist", StringComparison.Ordinal) && !GridEngineFailure.IsUnreachable(outcome) ? KillAnswer.AlreadyEnded
        : KillAnswer.Unknown;

    /// <inheritdoc/>
    public ValueList<string> QueryCommands(string query, string job) =>
        [query == "job" ? $"LC_ALL=C qstat -j {Shell.Quote(job)}" : $"LC_ALL=C qacct -j {Shell.Quote(job)}"];

    /// <inheritdoc/>
    public QueryAnswer ReadQuery(string query, string job, ValueList<CommandOutcome> outcomes) =>
        outcomes[0] is { Code: 0, Output: { Length: > 0 } text }
            ? new QueryAnswer.Text(text)
            : throw Failure(query == "job" ? $"Grid Engine has no job {job} any more" : $"Grid Engine has not accounted for job {job}", outcomes[0]);

    /// <inheritdoc/>
    public BackendDescription ReadDescription(ValueList<CommandOutcome> outcomes) =>
        outcomes[1].Code == 0
            ? GridEngineDescription.Read(settings, outcomes[0], outcomes[1], outcomes[2])
            : throw Failure("Grid Engine can't be asked", outcomes[1]);

    private static List<(string Id, JobReport Report)>? Read(CommandOutcome outcome) =>
        outcome.Code == 0 ? GridEngineQueue.Read(outcome.Output) : null;

    private static BackendException Failure(string message, CommandOutcome outcome) => new($"{message}: {GridEngineFailure.Describe(outcome)}")
    {
        Command = "qstat",
        ExitCode = outcome.Code,
        StandardError = outcome.Errors,
        IsRecoverable = GridEngineFailure.IsUnreachable(outcome),
    };

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex JobId();

    [GeneratedRegex("has registered the job|has deleted job|is already in deletion")]
    private static partial Regex Deleted();
}
