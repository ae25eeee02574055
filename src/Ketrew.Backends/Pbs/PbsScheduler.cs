using System.Text.RegularExpressions;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Pbs;

/// <summary>OpenPBS, PBS Professional and Torque, by their commands.</summary>
/// <param name="settings">What the declaration says.</param>
internal sealed partial class PbsScheduler(PbsSettings settings) : IScheduler
{
    private const int MissingProgram = 127;

    private readonly PbsCommands _commands = new(settings);

    /// <inheritdoc/>
    public string Kind => PbsBackend.Kind;

    /// <inheritdoc/>
    public ValueList<string> JobVariables { get; } =
        ["PBS_JOBID", "PBS_JOBNAME", "PBS_QUEUE", "PBS_NODEFILE", "PBS_JOBDIR", "PBS_NUM_PPN", "NCPUS", "OMP_NUM_THREADS", "TMPDIR", "CUDA_VISIBLE_DEVICES"];

    /// <inheritdoc/>
    public ValueList<QueryDescription> Queries { get; } =
    [
        new QueryDescription("job", "all that PBS knows of the job"),
        new QueryDescription("comment", "where the job is, and why"),
    ];

    /// <inheritdoc/>
    public ValueList<string> DescribeCommands { get; } = ["qstat --version", "LC_ALL=C qstat -B -f", "LC_ALL=C qstat -Q -f"];

    /// <inheritdoc/>
    public ValueList<Submission> Plan(ValueList<ScheduledJob> jobs) =>
        jobs.Select(job => new Submission([job], [JobLauncher.Of(job, isIsolated: false)], _commands.Submit(job))).ToValueList();

    /// <inheritdoc/>
    public SubmissionAnswer ReadSubmission(Submission submission, CommandOutcome outcome)
    {
        if (outcome.Code == 0)
        {
            string? id = outcome.Output.Split('\n', StringSplitOptions.TrimEntries).LastOrDefault(line => JobId().IsMatch(line));
            return id is null
                ? new SubmissionAnswer.Unclear($"qsub told no job id: {PbsFailure.Describe(outcome)}")
                : new SubmissionAnswer.Accepted([id]);
        }

        string said = PbsFailure.Describe(outcome);
        // Who is killed says nothing; who refuses, does.
        return PbsFailure.IsUnreachable(outcome) || PbsFailure.IsFull(outcome) || IsSilent(outcome)
            ? new SubmissionAnswer.Unclear(said)
            : new SubmissionAnswer.Refused(said);
    }

    /// <inheritdoc/>
    public string QueueCommand(ValueList<string> jobs) => _commands.Queue(jobs);

    /// <inheritdoc/>
    public QueueAnswer ReadQueue(CommandOutcome outcome) =>
        Records(outcome) is { } records
            ? new QueueAnswer.Known(records.ToDictionary(record => record.Key, record => new PbsJob(record.Value).Report(), StringComparer.Ordinal))
            : new QueueAnswer.Unanswered(PbsFailure.Describe(outcome));

    /// <inheritdoc/>
    public string? HistoryCommand(ValueList<string> jobs) => _commands.History(jobs);

    /// <inheritdoc/>
    // A server that keeps no history says so, with exit code 0 and no jobs: then nothing is known of any.
    public QueueAnswer ReadHistory(CommandOutcome outcome) => ReadQueue(outcome);

    /// <inheritdoc/>
    public string FindCommand() => _commands.Find();

    /// <inheritdoc/>
    public FindAnswer ReadFound(CommandOutcome outcome) =>
        Records(outcome) is not { } records ? new FindAnswer.Unanswered(PbsFailure.Describe(outcome))
        : new FindAnswer.Known(records
            .Select(record => (Id: record.Key, new PbsJob(record.Value).Name))
            .Where(job => job.Name is not null)
            .GroupBy(job => job.Name ?? "", job => job.Id, StringComparer.Ordinal)
            .ToDictionary(jobs => jobs.Key, jobs => jobs.OrderBy(SequenceNumber).ToValueList(), StringComparer.Ordinal));

    /// <inheritdoc/>
    public string KillCommand(ValueList<string> jobs, KillStrength strength) => PbsCommands.Kill(jobs, strength);

    /// <inheritdoc/>
    public KillAnswer ReadKill(CommandOutcome outcome) =>
        outcome.Code == 0 ? KillAnswer.Delivered
        : PbsFailure.IsUnreachable(outcome) ? KillAnswer.Unknown
        : PbsFailure.IsGone(outcome) || IsSilent(outcome) ? KillAnswer.AlreadyEnded
        : KillAnswer.Unknown;

    /// <inheritdoc/>
    public ValueList<string> QueryCommands(string query, string job) => [_commands.Describe(job)];

    /// <inheritdoc/>
    public QueryAnswer ReadQuery(string query, string job, ValueList<CommandOutcome> outcomes)
    {
        CommandOutcome outcome = outcomes[0];
        if (outcome.Output.Length == 0)
        {
            throw Failure($"PBS knows nothing of job {job}: {PbsFailure.Describe(outcome)}", outcome);
        }

        return query == "job" ? new QueryAnswer.Text(outcome.Output)
            : PbsRecords.Read(outcome.Output)?.Values.FirstOrDefault() is { } attributes ? new QueryAnswer.Text($"{new PbsJob(attributes).Describe()}\n")
            : throw Failure($"what PBS says of job {job} is cut short", outcome);
    }

    /// <inheritdoc/>
    public BackendDescription ReadDescription(ValueList<CommandOutcome> outcomes) =>
        PbsFailure.IsUnreachable(outcomes[1]) || outcomes[0].Code == MissingProgram
            ? throw Failure($"PBS can't be asked: {PbsFailure.Describe(outcomes[0].Code == MissingProgram ? outcomes[0] : outcomes[1])}", outcomes[1])
            : PbsDescription.Read(settings, outcomes[0], outcomes[1], outcomes[2]);

    // Text has no end by which to know that it is whole; each job has a state, though.
    private static Dictionary<string, Dictionary<string, string>>? Records(CommandOutcome outcome) =>
        PbsFailure.IsAnswer(outcome) && PbsRecords.Read(outcome.Output) is { } records && records.Values.All(job => job.ContainsKey("job_state")) ? records : null;

    private static bool IsSilent(CommandOutcome outcome) => string.IsNullOrWhiteSpace(outcome.Errors) && string.IsNullOrWhiteSpace(outcome.Output);

    private static long SequenceNumber(string id) =>
        long.TryParse(id.AsSpan(0, id.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : id.Length), out long number) ? number : 0;

    private static BackendException Failure(string message, CommandOutcome outcome) => new(message)
    {
        Command = "qstat",
        ExitCode = outcome.Code,
        StandardError = outcome.Errors,
        IsRecoverable = PbsFailure.IsUnreachable(outcome),
    };

    [GeneratedRegex(@"^\d+(?:\[\])?(?:\.\S+)?$")]
    private static partial Regex JobId();
}
