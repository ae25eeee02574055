using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Tests.Running;

/// <summary>Attempts that know nothing of engines: each runs until a test ends it.</summary>
internal sealed class LastingBackend : IBackend
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AttemptId, Verdict?> _attempts = [];
    private int _looks;

    public string Name => "lasting";

    public bool OutlivesEngine => true;

    public TimeSpan? PollInterval => TimeSpan.FromMilliseconds(5);

    /// <summary>Every attempt that was started: run, target, number.</summary>
    public List<string> Started { get; } = [];

    public List<string> Killed { get; } = [];

    /// <summary>True to let what starts from now on succeed at once.</summary>
    public bool EndsAtOnce
    {
        set => Ends = _ => value ? new Verdict.Exited(0) : null;
    }

    /// <summary>How what starts from now on ends at once; null for what runs on.</summary>
    public Func<AttemptId, Verdict?> Ends { get; set; } = _ => null;

    /// <summary>How many it takes at once; null for as many as there are slots.</summary>
    public int? Capacity { get; init; }

    /// <summary>What it says of what runs.</summary>
    public AttemptObservation.Alive Running { get; set; } = new("running");

    /// <summary>Called with the number of looks so far, before each.</summary>
    public Action<int> BeforeLook { get; set; } = _ => { };

    /// <summary>How many ran at once at most.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>When attempts ended, as it says; null when it doesn't.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How long it takes to look.</summary>
    public TimeSpan AnswersAfter { get; set; }

    /// <summary>Why it can't tell anything; null when it can.</summary>
    public string? Unknown { get; set; }

    public void End(string target, Verdict verdict)
    {
        lock (_gate)
        {
            _attempts[_attempts.Keys.Last(id => id.Target.Value == target)] = verdict;
        }
    }

    /// <summary>Lets an attempt run on that was asked to end.</summary>
    public void Revive(string target)
    {
        lock (_gate)
        {
            _attempts[_attempts.Keys.Last(id => id.Target.Value == target)] = null;
        }
    }

    public void Start(ValueList<Attempt> attempts, IAttemptListener listener)
    {
        foreach (Attempt attempt in attempts)
        {
            lock (_gate)
            {
                Started.Add(Print(attempt.Id));
                _attempts.Add(attempt.Id, Ends(attempt.Id));
                MostAtOnce = Math.Max(MostAtOnce, _attempts.Values.Count(verdict => verdict is null));
            }

            listener.Started(new AttemptReference(attempt.Id, "lasting/1"), "there");
        }
    }

    public async Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken)
    {
        BeforeLook(++_looks);
        await Task.Delay(AnswersAfter, cancellationToken);
        lock (_gate)
        {
            return [.. attempts.Select(attempt => Observe(attempt.Id))];
        }
    }

    /// <summary>What asking to end takes, before anybody hears of it.</summary>
    public Func<Task> BeforeKill { get; set; } = () => Task.CompletedTask;

    public async Task<ValueList<KillAnswer>> KillAsync(
        ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken)
    {
        await BeforeKill();
        lock (_gate)
        {
            foreach (AttemptReference attempt in attempts)
            {
                Killed.Add(Print(attempt.Id));
                _attempts[attempt.Id] = new Verdict.Signaled(15);
            }

            return [.. attempts.Select(_ => KillAnswer.Delivered)];
        }
    }

    public Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken) =>
        Task.FromResult<ValueList<AttemptReference>>(
            [.. _attempts.Where(attempt => attempt.Value is null).Select(attempt => new AttemptReference(attempt.Key, "lasting/1"))]);

    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => throw new InvalidOperationException("No probe was expected.");

    private AttemptObservation Observe(AttemptId id) =>
        Unknown is { } why ? new AttemptObservation.Unknown(why)
        : _attempts[id] is { } verdict ? new AttemptObservation.Ended(verdict) { At = EndedAt }
        : Running;

    private static string Print(AttemptId id) => $"{id.Run.Number}/{id.Target}/{id.Number}";
}
