namespace Ketrew.Sdk.Backends;

/// <summary>Where attempts run: here, on another host, on a cluster. Thread-safe.</summary>
public interface IBackend
{
    /// <summary>What it is called in workflow files and in the state; lower case.</summary>
    string Name { get; }

    /// <summary>True when attempts go on without the engine, so that a later engine takes them over;
    /// false when what a dead engine left behind must be killed.</summary>
    bool OutlivesEngine { get; }

    /// <summary>How often the engine looks for what became of attempts; null when the listener is told at once.</summary>
    TimeSpan? PollInterval { get; }

    /// <summary>How many attempts it takes at once, queued ones too; null when its attempts take the slots of this machine (<c>--jobs</c>).</summary>
    int? Capacity => null;

    /// <summary>What can be asked of its attempts while they run and afterwards, for people; every name once.</summary>
    ValueList<QueryDescription> Queries => [];

    /// <summary>Begins attempts and returns at once; what becomes of each is told to the listener. While where they run can't be reached,
    /// the backend keeps trying.</summary>
    /// <param name="attempts">The same id never starts twice, whichever engine asks: one that was started already is told as started.</param>
    /// <param name="listener">Hears, for each, <see cref="IAttemptListener.Started"/> at most once, and <see cref="IAttemptListener.Ended"/> once
    /// unless the backend is polled and the attempt was started.</param>
    void Start(ValueList<Attempt> attempts, IAttemptListener listener);

    /// <summary>Looks for attempts, of earlier engines too; one batch, since asking one by one does not scale.</summary>
    /// <param name="attempts">What to look for.</param>
    /// <param name="cancellationToken">Gives up looking.</param>
    /// <returns>One answer per attempt, in the same order.</returns>
    Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken);

    /// <summary>Looks for attempts of a project that run, whoever started them: the state may have forgotten them, when an older one was put back.</summary>
    /// <param name="project">The identity of the project's state.</param>
    /// <param name="projectDirectory">Absolute path of its root: a copy elsewhere is another project.</param>
    /// <param name="cancellationToken">Gives up looking.</param>
    Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken);

    /// <summary>Asks attempts, of earlier engines too, to end: each with all processes it started.</summary>
    /// <param name="attempts">What to end.</param>
    /// <param name="strength">How firmly.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>One answer per attempt, in the same order.</returns>
    Task<ValueList<KillAnswer>> KillAsync(
        ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken);

    /// <summary>Runs a short command where attempts run, and awaits it: a condition.</summary>
    /// <param name="probe">What to run.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>How it ended; what it printed is gone.</returns>
    Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken);

    /// <summary>Answers one of <see cref="Queries"/> about an attempt.</summary>
    /// <param name="attempt">Which; it may run, have ended, or be unknown here.</param>
    /// <param name="query">The name of the query.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <exception cref="BackendException">It can't be answered; says why.</exception>
    Task<QueryAnswer> QueryAsync(QueriedAttempt attempt, string query, CancellationToken cancellationToken) =>
        throw new BackendException($"The backend {Name} has no query `{query}`.") { IsRecoverable = false };

    /// <summary>Looks whether attempts could run, and what there is: versions, limits, queues. Starts none.</summary>
    /// <param name="cancellationToken">Gives up looking.</param>
    /// <exception cref="BackendException">It can't be reached, or would refuse everything.</exception>
    Task<BackendDescription> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(new BackendDescription());
}
