using System.Globalization;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.HostProcesses;

/// <summary>A host without a scheduler: attempts begin at once, as processes of their own that are nobody's children.</summary>
internal sealed class HostProcessScheduler : IScheduler
{
    private const string ProcessTreeQuery = "process-tree";

    /// <inheritdoc/>
    public string Kind => "daemonize";

    /// <inheritdoc/>
    public ValueList<string> JobVariables => [HostProcessTexts.Mark];

    /// <inheritdoc/>
    public ValueList<QueryDescription> Queries => [new(ProcessTreeQuery, "its processes, while it runs")];

    /// <inheritdoc/>
    public ValueList<string> DescribeCommands => ["uname -srm", "command -v setsid && [ -r /proc/self/stat ]"];

    /// <inheritdoc/>
    public ValueList<Submission> Plan(ValueList<ScheduledJob> jobs) =>
        jobs.Select(job => new Submission([job], [], HostProcessTexts.Start(job.Name, job.Script, job.OutputPath))).ToValueList();

    /// <inheritdoc/>
    public SubmissionAnswer ReadSubmission(Submission submission, CommandOutcome outcome) =>
        HostProcessId.Parse(outcome.Output) is { } process ? new SubmissionAnswer.Accepted([process.ToString()])
        : outcome.Code == HostProcessTexts.Unfit ? new SubmissionAnswer.Refused(outcome.Errors.Trim())
        : new SubmissionAnswer.Unclear($"its script could not be started: {outcome.Errors.Trim()}");

    /// <inheritdoc/>
    public string QueueCommand(ValueList<string> jobs) => HostProcessTexts.Look(jobs.Select(HostProcessId.Parse).OfType<HostProcessId>());

    /// <inheritdoc/>
    public QueueAnswer ReadQueue(CommandOutcome outcome)
    {
        if (outcome.Code != 0)
        {
            return new QueueAnswer.Unanswered(outcome.Errors.Trim());
        }

        Dictionary<string, JobReport> reports = new(StringComparer.Ordinal);
        foreach (string[] words in outcome.Output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (words is [var id, var state, .. var left] && HostProcessId.Parse(id) is { } process)
            {
                reports[id] = ReportOf(process, state, left);
            }
        }

        return new QueueAnswer.Known(reports);
    }

    /// <inheritdoc/>
    public string? HistoryCommand(ValueList<string> jobs) => null;

    /// <inheritdoc/>
    public QueueAnswer ReadHistory(CommandOutcome outcome) => new QueueAnswer.Known(new Dictionary<string, JobReport>());

    /// <inheritdoc/>
    public string FindCommand() => HostProcessTexts.Find;

    /// <inheritdoc/>
    public FindAnswer ReadFound(CommandOutcome outcome) => outcome.Code != 0
        ? new FindAnswer.Unanswered(outcome.Errors.Trim())
        // The oldest process of an attempt is its script, and what begins last is the newest attempt at it.
        : new FindAnswer.Known(outcome.Output.Split('\n').Select(HostProcessId.Parse).OfType<HostProcessId>()
            .GroupBy(process => process.Name, StringComparer.Ordinal)
            .ToDictionary(
                processes => processes.Key,
                processes => (ValueList<string>)[$"{processes.MinBy(process => (long.Parse(process.Started, CultureInfo.InvariantCulture), process.ProcessId))}"],
                StringComparer.Ordinal));

    /// <inheritdoc/>
    public string KillCommand(ValueList<string> jobs, KillStrength strength) =>
        HostProcessTexts.End(jobs.Select(HostProcessId.Parse).OfType<HostProcessId>(), EndSignal.NameOf(strength));

    /// <inheritdoc/>
    public KillAnswer ReadKill(CommandOutcome outcome) =>
        outcome.Code != 0 || !int.TryParse(outcome.Output, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int count) ? KillAnswer.Unknown
        : count > 0 ? KillAnswer.Delivered
        : KillAnswer.AlreadyEnded;

    /// <inheritdoc/>
    public ValueList<string> QueryCommands(string query, string job) => HostProcessId.Parse(job) is { } process ? [HostProcessTexts.Tree(process)] : [];

    /// <inheritdoc/>
    public QueryAnswer ReadQuery(string query, string job, ValueList<CommandOutcome> outcomes) => outcomes is [{ Code: 0 } outcome]
        ? new QueryAnswer.Rows(ProcessTree.Parse(outcome.Output))
        : throw new BackendException($"the processes of {job} can't be told: {(outcomes is [var failed] ? failed.Errors.Trim() : "it is no process")}");

    /// <inheritdoc/>
    public BackendDescription ReadDescription(ValueList<CommandOutcome> outcomes) => new()
    {
        Facts = [new("system", outcomes[0].Output.Trim())],
        Problems = outcomes[1].Code == 0 ? [] : ["attempts need /proc and the program `setsid` there"],
    };

    private static JobReport ReportOf(HostProcessId process, string state, string[] left) => state switch
    {
        "running" => new JobReport(JobPhase.Running, $"process {process.ProcessId}"),
        "elsewhere" => new JobReport(JobPhase.Running, $"it was started on {process.Host}, and another machine answers now"),
        "restarted" => new JobReport(JobPhase.Ended, $"process {process.ProcessId} is gone")
        {
            End = new Verdict.NodeFailed("the machine was restarted while it ran"),
        },
        _ when left.Length > 0 => new JobReport(JobPhase.Running, $"its script is gone; of what it started, {string.Join(' ', left)} still run"),
        _ => new JobReport(JobPhase.Ended, $"process {process.ProcessId} is gone"),
    };
}
