using System.Text.RegularExpressions;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Lsf;

/// <summary>IBM Spectrum LSF and OpenLava, by their commands.</summary>
/// <param name="settings">What the declaration says.</param>
internal sealed partial class LsfScheduler(LsfSettings settings) : IScheduler
{
    private readonly LsfCommands _commands = new(settings);

    /// <inheritdoc/>
    public string Kind => LsfBackend.Kind;

    /// <inheritdoc/>
    public ValueList<string> JobVariables { get; } = ["LSB_JOBID", "LSB_JOBNAME", "LSB_QUEUE", "LSB_HOSTS", "LSB_MCPU_HOSTS", "LSB_DJOB_HOSTFILE", "CUDA_VISIBLE_DEVICES"];

    /// <inheritdoc/>
    public ValueList<QueryDescription> Queries { get; } =
    [
        new QueryDescription("bjobs", "all that LSF knows of a job that has not ended long ago"),
        new QueryDescription("bhist", "what became of the job, moment by moment"),
        new QueryDescription("bpeek", "what LSF has of the job's output"),
    ];

    /// <inheritdoc/>
    public ValueList<string> DescribeCommands { get; } = ["bjobs -V 2>&1", "LC_ALL=C LSB_NTRIES=2 bqueues -w"];

    /// <inheritdoc/>
    public ValueList<Submission> Plan(ValueList<ScheduledJob> jobs) =>
        jobs.Select(job => new Submission([job], [JobLauncher.Of(job, isIsolated: false)], _commands.Submit(job))).ToValueList();

    /// <inheritdoc/>
    // Sites print what they like before it, and exit codes mean little.
    public SubmissionAnswer ReadSubmission(Submission submission, CommandOutcome outcome)
    {
        string said = LsfFailure.Describe(outcome);
        return Submitted().Match(outcome.Output) is { Success: true } match ? new SubmissionAnswer.Accepted([match.Groups[1].Value])
            : outcome.Code == 0 || LsfFailure.IsUnreachable(outcome) || LsfFailure.IsFull(outcome) || string.IsNullOrWhiteSpace(outcome.Errors + outcome.Output)
                ? new SubmissionAnswer.Unclear(outcome.Code == 0 ? $"bsub told no job id: {said}" : said)
            : new SubmissionAnswer.Refused(said);
    }

    /// <inheritdoc/>
    public string QueueCommand(ValueList<string> jobs) => _commands.Queue(jobs);

    /// <inheritdoc/>
    public QueueAnswer ReadQueue(CommandOutcome outcome) =>
        Jobs(outcome) is { } jobs
            ? new QueueAnswer.Known(jobs.ToDictionary(job => job.Key, job => job.Value.Report(), StringComparer.Ordinal))
            : new QueueAnswer.Unanswered(LsfFailure.Describe(outcome with { Output = "" }));

    /// <inheritdoc/>
    public string? HistoryCommand(ValueList<string> jobs) => LsfCommands.History(jobs);

    /// <inheritdoc/>
    public QueueAnswer ReadHistory(CommandOutcome outcome) =>
        outcome.Code == 0 || LsfFailure.IsMissing(outcome)
            ? new QueueAnswer.Known(LsfRecords.ReadHistory(outcome.Output).ToDictionary(job => job.Key, job => job.Value.Report(), StringComparer.Ordinal))
            : new QueueAnswer.Unanswered(LsfFailure.Describe(outcome with { Output = "" }));

    /// <inheritdoc/>
    public string FindCommand() => _commands.Find();

    /// <inheritdoc/>
    public FindAnswer ReadFound(CommandOutcome outcome) =>
        Names(outcome) is { } names
            ? new FindAnswer.Known(names
                .GroupBy(job => new LsfJob("") { JobName = job.Name }.Name, job => job.Id, StringComparer.Ordinal)
                .ToDictionary(jobs => jobs.Key, jobs => jobs.OrderBy(id => id.Length).ThenBy(id => id, StringComparer.Ordinal).ToValueList(), StringComparer.Ordinal))
            : new FindAnswer.Unanswered(LsfFailure.Describe(outcome with { Output = "" }));

    /// <inheritdoc/>
    public string KillCommand(ValueList<string> jobs, KillStrength strength) => LsfCommands.Kill(jobs, strength);

    /// <inheritdoc/>
    public KillAnswer ReadKill(CommandOutcome outcome) =>
        Signaled().IsMatch(outcome.Output) ? KillAnswer.Delivered
        : LsfFailure.IsMissing(outcome) ? KillAnswer.AlreadyEnded
        : KillAnswer.Unknown;

    /// <inheritdoc/>
    public ValueList<string> QueryCommands(string query, string job) =>
        [LsfCommands.Show(query switch { "bjobs" => "bjobs -l", "bhist" => "bhist -l -n 0", _ => "bpeek" }, job)];

    /// <inheritdoc/>
    public QueryAnswer ReadQuery(string query, string job, ValueList<CommandOutcome> outcomes) =>
        outcomes[0] is { Code: 0, Output: var text } ? new QueryAnswer.Text(text) : throw Failure($"`{query}` says nothing of job {job}", outcomes[0]);

    /// <inheritdoc/>
    public BackendDescription ReadDescription(ValueList<CommandOutcome> outcomes) =>
        outcomes[1].Code != 0 ? throw Failure("LSF can't be asked", outcomes[1]) : LsfDescription.Read(settings, outcomes[0], outcomes[1]);

    // Some say 255 when a job of several isn't there, or all have ended; others say 0. What is printed tells.
    private static Dictionary<string, LsfJob>? Jobs(CommandOutcome outcome) =>
        LsfFailure.IsUnreachable(outcome) ? null
        : IsJson(outcome.Output) ? LsfRecords.ReadJson(outcome.Output)
        : LsfRecords.ReadLong(outcome.Output) is { } jobs && (LsfFailure.IsMissing(outcome) || (outcome.Code == 0 && jobs.Count > 0)) ? jobs
        : null;

    private static List<(string Id, string Name)>? Names(CommandOutcome outcome) =>
        LsfFailure.IsUnreachable(outcome) ? null
        : IsJson(outcome.Output) ? LsfRecords.ReadJson(outcome.Output)?.Select(job => (job.Key, job.Value.JobName)).ToList()
        : outcome.Code == 0 || LsfFailure.IsMissing(outcome) ? LsfRecords.ReadWide(outcome.Output)
        : null;

    private static bool IsJson(string output) => output.Contains("{\n", StringComparison.Ordinal) || output.AsSpan().TrimStart() is ['{', ..];

    private static BackendException Failure(string message, CommandOutcome outcome) => new($"{message}: {LsfFailure.Describe(outcome)}")
    {
        Command = "bjobs",
        ExitCode = outcome.Code,
        StandardError = outcome.Errors,
        IsRecoverable = LsfFailure.IsUnreachable(outcome),
    };

    [GeneratedRegex(@"^Job <(\d+)> is submitted", RegexOptions.Multiline)]
    private static partial Regex Submitted();

    [GeneratedRegex(@"^Job <[^>]+> is being (?:terminated|signaled)", RegexOptions.Multiline)]
    private static partial Regex Signaled();
}
