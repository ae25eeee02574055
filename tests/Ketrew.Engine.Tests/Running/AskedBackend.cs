using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Tests.Running;

/// <summary>Begins attempts at once and ends them when a test says so, on the thread of the test.</summary>
internal sealed class AskedBackend : IBackend
{
    private readonly object _gate = new();
    private readonly List<string> _started = [];
    private readonly Dictionary<string, (AttemptId Id, IAttemptListener Listener)> _running = [];

    /// <summary>The targets whose attempts began, in that order.</summary>
    public string Started
    {
        get
        {
            lock (_gate)
            {
                return string.Join(' ', _started);
            }
        }
    }

    public string Name => "asked";

    public bool OutlivesEngine => false;

    public TimeSpan? PollInterval => null;

    /// <summary>Ends the attempt of a target that runs.</summary>
    public void End(string target, Verdict verdict)
    {
        (AttemptId Id, IAttemptListener Listener) ended;
        lock (_gate)
        {
            ended = _running[target];
            _ = _running.Remove(target);
        }

        ended.Listener.Ended(ended.Id, verdict);
    }

    public void Start(ValueList<Attempt> attempts, IAttemptListener listener)
    {
        foreach (Attempt attempt in attempts)
        {
            lock (_gate)
            {
                _started.Add(attempt.Id.Target.Value);
                _running.Add(attempt.Id.Target.Value, (attempt.Id, listener));
            }

            listener.Started(new AttemptReference(attempt.Id, "asked/1"), "here");
        }
    }

    public Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken) =>
        Task.FromResult<ValueList<AttemptObservation>>([.. attempts.Select(_ => new AttemptObservation.Alive("it runs"))]);

    public Task<ValueList<KillAnswer>> KillAsync(
        ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken)
    {
        foreach (AttemptReference attempt in attempts)
        {
            End(attempt.Id.Target.Value, new Verdict.Signaled(15));
        }

        return Task.FromResult<ValueList<KillAnswer>>([.. attempts.Select(_ => KillAnswer.Delivered)]);
    }

    public Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken) =>
        Task.FromResult<ValueList<AttemptReference>>([]);

    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => throw new InvalidOperationException($"{probe} was not expected.");
}
