namespace Ketrew.Sdk.Backends;

/// <summary>Where attempts run: here, on another host, on a cluster. Thread-safe.</summary>
public interface IBackend
{
    /// <summary>What it is called in workflow files and in the state; lower case.</summary>
    string Name { get; }

    /// <summary>True when attempts go on without the engine, so that a later engine takes them over;
    /// false when what a dead engine left behind must be killed.</summary>
    bool OutlivesEngine { get; }

    /// <summary>Begins an attempt and returns at once; what becomes of it is told to the listener.</summary>
    /// <param name="attempt">The same id never starts twice.</param>
    /// <param name="listener">Hears <see cref="IAttemptListener.Started"/> at most once and <see cref="IAttemptListener.Ended"/> once.</param>
    void Start(Attempt attempt, IAttemptListener listener);

    /// <summary>Looks for attempts, of earlier engines too; one batch, since asking one by one does not scale.</summary>
    /// <param name="attempts">What to look for.</param>
    /// <param name="cancellationToken">Gives up looking.</param>
    /// <returns>One answer per attempt, in the same order.</returns>
    Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken);

    /// <summary>Asks attempts, of earlier engines too, to end: each with all processes it started.</summary>
    /// <param name="attempts">What to end.</param>
    /// <param name="strength">How firmly.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>One answer per attempt, in the same order.</returns>
    Task<ValueList<KillAnswer>> KillAsync(
        ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken);
}
