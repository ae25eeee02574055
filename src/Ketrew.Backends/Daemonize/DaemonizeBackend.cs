using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Daemonize;

/// <summary>Runs attempts as processes of this machine that go on without the engine.</summary>
public sealed class DaemonizeBackend : IBackend
{
    private readonly Probing _probing;

    /// <summary>Makes a backend; nothing is started.</summary>
    public DaemonizeBackend(string playgroundRoot, ValueList<NamedValue> baseEnvironment, string host, TimeProvider clock)
    {
        _probing = new Probing(baseEnvironment, new ProgramLookup());
        _ = (playgroundRoot, host, clock);
    }

    /// <inheritdoc/>
    public string Name => "daemonize";

    /// <inheritdoc/>
    public bool OutlivesEngine => true;

    /// <inheritdoc/>
    public TimeSpan? PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the verdict of a process that is gone is waited for. Default: 2 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public void Start(Attempt attempt, IAttemptListener listener) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<ValueList<KillAnswer>> KillAsync(
        ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => _probing.RunAsync(probe, cancellationToken);
}
