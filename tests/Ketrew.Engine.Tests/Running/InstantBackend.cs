using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Tests.Running;

/// <summary>Ends every attempt at once with the verdict that a test chooses, and remembers the order.</summary>
/// <param name="judge">Answers what becomes of an attempt; null to leave it running until it is killed.</param>
internal sealed class InstantBackend(Func<Attempt, Verdict?> judge) : IBackend
{
    private readonly Dictionary<AttemptId, IAttemptListener> _running = [];

    public List<string> Started { get; } = [];

    public List<KillStrength> Kills { get; } = [];

    /// <summary>False for one whose attempts never hear that they should end.</summary>
    public bool DiesOnKill { get; init; } = true;

    /// <summary>Called before an attempt begins.</summary>
    public Action<Attempt> OnStart { get; init; } = _ => { };

    public string Name { get; init; } = "instant";

    public bool OutlivesEngine { get; init; }

    public TimeSpan? PollInterval { get; init; }

    /// <summary>Answers the commands of conditions. Default: no command is expected.</summary>
    public Func<Probe, Verdict> OnProbe { get; init; } = probe => throw new InvalidOperationException($"{probe} was not expected.");

    public void Start(ValueList<Attempt> attempts, IAttemptListener listener)
    {
        foreach (Attempt attempt in attempts)
        {
            OnStart(attempt);
            Started.Add($"{attempt.Id.Target}.{attempt.Id.Number}");
            listener.Started(new AttemptReference(attempt.Id, "instant/1"), "here");
            if (judge(attempt) is { } verdict)
            {
                listener.Ended(attempt.Id, verdict);
            }
            else
            {
                _running[attempt.Id] = listener;
            }
        }
    }

    public Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken) =>
        Task.FromResult<ValueList<AttemptObservation>>(
            [.. attempts.Select(_ => new AttemptObservation.Ended(new Verdict.Lost("never heard of it")))]);

    public Task<ValueList<KillAnswer>> KillAsync(
        ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken)
    {
        foreach (AttemptReference attempt in attempts)
        {
            Kills.Add(strength);
            if (DiesOnKill && _running.Remove(attempt.Id, out IAttemptListener? listener))
            {
                listener.Ended(attempt.Id, new Verdict.Signaled(15));
            }
        }

        return Task.FromResult<ValueList<KillAnswer>>([.. attempts.Select(_ => KillAnswer.Delivered)]);
    }

    public Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken) =>
        Task.FromResult<ValueList<AttemptReference>>([]);

    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => Task.FromResult(OnProbe(probe));
}
