using Ketrew.Backends.Daemonize;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Greeting;

/// <summary>Runs attempts as `daemonize` does, and answers two questions more.</summary>
[Backend("greeting")]
public class GreetingBackend : IBackend
{
    private static int _made;

    private readonly DaemonizeBackend _jobs;
    private readonly string _greeting;

    public GreetingBackend(BackendContext context)
    {
        Interlocked.Increment(ref _made);
        Name = context.Name;
        _greeting = context.Settings.Text("greeting") ?? "hello";
        _jobs = new DaemonizeBackend(context.PlaygroundRoot, context.BaseEnvironment, context.MachineName, context.Clock)
        {
            PollInterval = context.Settings.Duration("poll") ?? TimeSpan.FromSeconds(1),
        };
    }

    /// <summary>How many there are in this process.</summary>
    public static int Made => _made;

    public string Name { get; }

    public bool OutlivesEngine => _jobs.OutlivesEngine;

    public TimeSpan? PollInterval => _jobs.PollInterval;

    public virtual ValueList<QueryDescription> Queries =>
    [
        .. _jobs.Queries,
        new QueryDescription("greeting", "a friendly word"),
        new QueryDescription("last-line", "the last line of the log"),
    ];

    public void Start(ValueList<Attempt> attempts, IAttemptListener listener) => _jobs.Start(attempts, listener);

    public Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken) =>
        _jobs.ObserveAsync(attempts, cancellationToken);

    public Task<ValueList<KillAnswer>> KillAsync(ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken) =>
        _jobs.KillAsync(attempts, strength, cancellationToken);

    public Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken) =>
        _jobs.FindAsync(project, projectDirectory, cancellationToken);

    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => _jobs.ProbeAsync(probe, cancellationToken);

    public virtual async Task<QueryAnswer> QueryAsync(QueriedAttempt attempt, string query, CancellationToken cancellationToken) => query switch
    {
        "greeting" => new QueryAnswer.Text($"{_greeting}, {attempt.Reference.Id.Target}"),
        "last-line" => new QueryAnswer.Text((await File.ReadAllLinesAsync(attempt.LogPath, cancellationToken)).LastOrDefault() ?? ""),
        _ => await _jobs.QueryAsync(attempt, query, cancellationToken),
    };

    public Task<BackendDescription> DescribeAsync(CancellationToken cancellationToken) => _jobs.DescribeAsync(cancellationToken);
}
