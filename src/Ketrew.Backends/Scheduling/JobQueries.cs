using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>Answers questions about attempts: from their playgrounds, and what their scheduler can tell.</summary>
/// <param name="desk">The scheduler.</param>
/// <param name="finder">Knows jobs whose ids nobody told.</param>
internal sealed class JobQueries(SchedulerDesk desk, JobFinder finder)
{
    private const string Log = "log";
    private const string SchedulerLog = "stderr";

    /// <summary>All that can be asked.</summary>
    public ValueList<QueryDescription> Names { get; } =
    [
        new QueryDescription(Log, "what it printed"),
        new QueryDescription(SchedulerLog, "what the scheduler and the job's own script had to say"),
        new QueryDescription("script", "the script that is run"),
        new QueryDescription("verdict", "how it ended, as it told itself"),
        .. desk.Scheduler.Queries,
    ];

    /// <summary>Answers one.</summary>
    /// <exception cref="BackendException">It can't be answered.</exception>
    public Task<QueryAnswer> AnswerAsync(QueriedAttempt attempt, string query, CancellationToken cancellationToken)
    {
        Playground playground = desk.Root.Of(attempt.Reference.Id);
        return query switch
        {
            Log => ReadAsync(cancellationToken, desk.Staging.PlaceLog(attempt.Reference.Id, attempt.ProjectDirectory, attempt.LogPath)),
            SchedulerLog => ReadAsync(cancellationToken, Path.Combine(playground.Path, JobFiles.SchedulerLog), playground.ScriptLog),
            "script" => ReadAsync(cancellationToken, playground.Script),
            "verdict" => ReadAsync(cancellationToken, playground.Verdict),
            _ when desk.Scheduler.Queries.Any(own => own.Name == query) => AskAsync(attempt.Reference, query, cancellationToken),
            _ => throw new BackendException($"the backend `{desk.Settings.Name}` has no query `{query}`")
            {
                Hint = $"there are {string.Join(", ", Names.Select(name => $"`{name.Name}`"))}",
            },
        };
    }

    // The room for a verdict is longer than the verdict.
    private async Task<QueryAnswer> ReadAsync(CancellationToken cancellationToken, params string[] paths)
    {
        CommandOutcome outcome = await desk.RunAsync(
            $"n=0; for path in {string.Join(' ', paths.Select(Shell.Quote))}; do [ ! -e \"$path\" ] || {{ n=1; cat -- \"$path\" || exit; }}; done; [ $n = 1 ]", cancellationToken);
        return outcome.Code == 0
            ? new QueryAnswer.Text(outcome.Output.TrimEnd(' ', '\n') is { Length: > 0 } text ? $"{text}\n" : "")
            : throw new BackendException(outcome.Errors.Length > 0 ? outcome.Errors.Trim() : $"there is no {paths[0]} on {desk.Host.Name}") { ExitCode = outcome.Code };
    }

    private async Task<QueryAnswer> AskAsync(AttemptReference attempt, string query, CancellationToken cancellationToken)
    {
        FoundJobs found = await finder.FindAsync([attempt], cancellationToken);
        string job = found.JobOf(attempt) ?? throw new BackendException(found.Problem ?? $"nobody knows a job of {attempt.Id}") { IsRecoverable = found.Problem is not null };
        ValueList<CommandOutcome> outcomes = await desk.RunAsync(desk.Scheduler.QueryCommands(query, job).Select(desk.Prepare), cancellationToken);
        return desk.Scheduler.ReadQuery(query, job, outcomes);
    }
}
