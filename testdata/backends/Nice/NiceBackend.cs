using Ketrew.Backends.Daemonize;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Nice;

/// <summary>Runs attempts as `daemonize` does, each step with a lower priority, and can show the last lines of a log.</summary>
[Backend("nice")]
public sealed class NiceBackend : IBackend
{
    private readonly DaemonizeBackend _jobs;
    private readonly int _level;
    private readonly int _lines;

    public NiceBackend(BackendContext context)
    {
        Name = context.Name;
        _level = context.Settings.Number("level", least: 0, most: 19) ?? 10;
        _lines = context.Settings.Number("lines", least: 1) ?? 3;
        _jobs = new DaemonizeBackend(context.PlaygroundRoot, context.BaseEnvironment, context.MachineName, context.Clock);
    }

    public string Name { get; }

    public bool OutlivesEngine => _jobs.OutlivesEngine;

    public TimeSpan? PollInterval => _jobs.PollInterval;

    public ValueList<QueryDescription> Queries => [.. _jobs.Queries, new QueryDescription("tail", "the last lines that it printed")];

    public void Start(ValueList<Attempt> attempts, IAttemptListener listener) =>
        _jobs.Start([.. attempts.Select(attempt => attempt with { Steps = [.. attempt.Steps.Select(Lower)] })], listener);

    public Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken) =>
        _jobs.ObserveAsync(attempts, cancellationToken);

    public Task<ValueList<KillAnswer>> KillAsync(ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken) =>
        _jobs.KillAsync(attempts, strength, cancellationToken);

    public Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken) =>
        _jobs.FindAsync(project, projectDirectory, cancellationToken);

    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => _jobs.ProbeAsync(probe, cancellationToken);

    public Task<QueryAnswer> QueryAsync(QueriedAttempt attempt, string query, CancellationToken cancellationToken) =>
        query == "tail" ? Task.FromResult(TailOf(attempt)) : _jobs.QueryAsync(attempt, query, cancellationToken);

    public Task<BackendDescription> DescribeAsync(CancellationToken cancellationToken) => _jobs.DescribeAsync(cancellationToken);

    private Step Lower(Step step) => new Step.Exec(
    [
        "nice",
        $"-n{_level}",
        .. step switch
        {
            Step.Shell shell => shell.Interpreter.Append(shell.Text),
            Step.Exec program => program.Arguments,
            _ => throw new NotSupportedException($"{step} is no step that this backend knows."),
        },
    ])
    {
        Name = step.Name,
    };

    private QueryAnswer TailOf(QueriedAttempt attempt) => File.Exists(attempt.LogPath)
        ? new QueryAnswer.Text(string.Join('\n', File.ReadLines(attempt.LogPath).TakeLast(_lines)))
        : throw new BackendException($"{attempt.Reference.Id} has printed nothing yet.") { IsRecoverable = true };
}
