using System.Text.Json;
using System.Text.RegularExpressions;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Yarn;

/// <summary>Hadoop YARN, by the REST interface of its resource manager.</summary>
/// <param name="settings">What the declaration says.</param>
internal sealed partial class YarnScheduler(YarnSettings settings) : IScheduler
{
    private readonly YarnDocument _document = new(settings);

    /// <inheritdoc/>
    public string Kind => YarnBackend.Kind;

    /// <inheritdoc/>
    public ValueList<string> JobVariables { get; } = ["CONTAINER_ID", "NM_HOST", "APP_SUBMIT_TIME_ENV", "HADOOP_CONF_DIR", "JAVA_HOME"];

    /// <inheritdoc/>
    public ValueList<QueryDescription> Queries { get; } = [new QueryDescription("application", "what the resource manager says of its application")];

    /// <inheritdoc/>
    public ValueList<string> DescribeCommands { get; } = [YarnRequest.Get("ws/v1/cluster/info"), YarnRequest.Get("ws/v1/cluster/metrics")];

    /// <inheritdoc/>
    public ValueList<Submission> Plan(ValueList<ScheduledJob> jobs) => jobs.Select(job => new Submission(
        [job],
        [JobLauncher.Of(job, isIsolated: false)],
        settings.UsesServices ? YarnRequest.SubmitService(_document.Service(job)) : YarnRequest.SubmitApplication(_document.Application(job)))).ToValueList();

    /// <inheritdoc/>
    public SubmissionAnswer ReadSubmission(Submission submission, CommandOutcome outcome) =>
        Id().Match(outcome.Output) is { Success: true } match ? new SubmissionAnswer.Accepted([match.Value])
        // A service of that name is ours; what is refused while the resource manager starts, or is full, isn't refused for good.
        : outcome.Code is 400 or 403 or 404 && !outcome.Errors.Contains("already", StringComparison.OrdinalIgnoreCase) ? new SubmissionAnswer.Refused(outcome.Errors)
        : new SubmissionAnswer.Unclear(outcome.Errors.Length > 0 ? outcome.Errors : "the resource manager told no id");

    /// <inheritdoc/>
    public string QueueCommand(ValueList<string> jobs) => YarnRequest.Get($"ws/v1/cluster/apps?{Ours}");

    /// <inheritdoc/>
    public QueueAnswer ReadQueue(CommandOutcome outcome) => Read<QueueAnswer>(
        outcome, text => new QueueAnswer.Known(YarnApplication.ReadAll(text)), why => new QueueAnswer.Unanswered(why));

    /// <summary>None: the list of all holds those that have ended, until they are forgotten.</summary>
    /// <inheritdoc/>
    public string? HistoryCommand(ValueList<string> jobs) => null;

    /// <inheritdoc/>
    public QueueAnswer ReadHistory(CommandOutcome outcome) => ReadQueue(outcome);

    /// <inheritdoc/>
    public string FindCommand() => YarnRequest.Get($"ws/v1/cluster/apps?{Ours}");

    /// <inheritdoc/>
    public FindAnswer ReadFound(CommandOutcome outcome) => Read<FindAnswer>(
        outcome, text => new FindAnswer.Known(YarnApplication.ReadNames(text)), why => new FindAnswer.Unanswered(why));

    /// <inheritdoc/>
    public string KillCommand(ValueList<string> jobs, KillStrength strength) =>
        strength is KillStrength.Kill ? YarnRequest.Kill(jobs) : YarnRequest.Terminate(jobs);

    /// <inheritdoc/>
    public KillAnswer ReadKill(CommandOutcome outcome) => outcome.Code == 0 ? KillAnswer.Delivered : KillAnswer.Unknown;

    /// <inheritdoc/>
    public ValueList<string> QueryCommands(string query, string job) => [YarnRequest.Get($"ws/v1/cluster/apps/{job}")];

    /// <inheritdoc/>
    public QueryAnswer ReadQuery(string query, string job, ValueList<CommandOutcome> outcomes) =>
        outcomes[0].Code == 0 ? new QueryAnswer.Rows(YarnApplication.ReadFields(outcomes[0].Output)) : throw Failure(outcomes[0]);

    /// <inheritdoc/>
    public BackendDescription ReadDescription(ValueList<CommandOutcome> outcomes)
    {
        if (outcomes.FirstOrDefault(outcome => outcome.Code != 0) is { } failed)
        {
            throw Failure(failed);
        }

        using JsonDocument info = JsonDocument.Parse(outcomes[0].Output);
        using JsonDocument metrics = JsonDocument.Parse(outcomes[1].Output);
        string state = YarnRequest.Text(info.RootElement, "clusterInfo", "state");
        string nodes = YarnRequest.Text(metrics.RootElement, "clusterMetrics", "activeNodes");
        return new BackendDescription
        {
            Facts =
            [
                new NamedValue("version", YarnRequest.Text(info.RootElement, "clusterInfo", "resourceManagerVersion")),
                new NamedValue("state", state),
                new NamedValue("nodes", nodes),
                new NamedValue("memory", $"{YarnRequest.Text(metrics.RootElement, "clusterMetrics", "totalMB")} MiB"),
                new NamedValue("submitted as", settings.UsesServices ? "services" : "applications"),
            ],
            Problems =
            [
                .. state == "STARTED" ? Array.Empty<string>() : [$"the resource manager is {state}"],
                .. nodes == "0" ? ["no node is active"] : Array.Empty<string>(),
            ],
        };
    }

    private string Ours => settings.UsesServices ? "applicationTypes=yarn-service" : "applicationTypes=KETREW";

    private static T Read<T>(CommandOutcome outcome, Func<string, T> read, Func<string, T> unanswered)
    {
        if (outcome.Code != 0)
        {
            return unanswered(outcome.Errors);
        }

        try
        {
            return read(outcome.Output);
        }
        catch (JsonException failure)
        {
            return unanswered($"the resource manager's answer can't be read: {failure.Message}");
        }
    }

    private static BackendException Failure(CommandOutcome outcome) => new($"YARN can't be asked: {outcome.Errors}") { IsRecoverable = outcome.Code is 1 or >= 500 };

    [GeneratedRegex("application_[0-9]+_[0-9]+")]
    private static partial Regex Id();
}
