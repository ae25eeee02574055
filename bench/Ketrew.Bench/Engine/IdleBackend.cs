using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Bench.Engine;

/// <summary>Ends every attempt with success as soon as it is started, so that what is measured is the engine alone.</summary>
internal sealed class IdleBackend : IBackend
{
    public string Name => "idle";

    public bool OutlivesEngine => false;

    public TimeSpan? PollInterval => null;

    public void Start(ValueList<Attempt> attempts, IAttemptListener listener)
    {
        foreach (Attempt attempt in attempts)
        {
            listener.Started(new AttemptReference(attempt.Id, "idle/1"), "here");
            listener.Ended(attempt.Id, new Verdict.Exited(0));
        }
    }

    public Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken) =>
        Task.FromResult<ValueList<AttemptObservation>>([.. attempts.Select(_ => new AttemptObservation.Ended(new Verdict.Lost("it runs nothing")))]);

    public Task<ValueList<KillAnswer>> KillAsync(ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken) =>
        Task.FromResult<ValueList<KillAnswer>>([.. attempts.Select(_ => KillAnswer.AlreadyEnded)]);

    public Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken) =>
        Task.FromResult<ValueList<AttemptReference>>([]);

    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => Task.FromResult<Verdict>(new Verdict.Exited(0));
}
