using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Kubernetes;

/// <summary>Runs each attempt in a pod of its own, by way of <c>kubectl</c>. Pods go on without the engine; what became of one is remembered
/// in its playground on this machine, and the pod is deleted then. How pods are made and read is told in docs/backends/kubernetes.md.</summary>
public sealed class KubernetesBackend : IBackend
{
    private readonly KubernetesSettings _settings;
    private readonly Kubectl _kubectl;
    private readonly PodJournal _journal;
    private readonly PodSubmitter _submitter;
    private readonly PodKeeper _keeper;
    private readonly Probing _probing;
    private readonly TimeProvider _clock;
    private readonly PodJudge _judge;
    private readonly PodSettlement _settlement;
    private readonly PodQueries _queries;

    /// <summary>Makes a backend; nothing is started.</summary>
    /// <param name="context">What it is made of; its settings are told in docs/backends/kubernetes.md.</param>
    public KubernetesBackend(BackendContext context)
    {
        _settings = KubernetesSettings.Read(context.Settings);
        UniqueNames names = new(context.Clock);
        Name = context.Name;
        _clock = context.Clock;
        _kubectl = new Kubectl(new LocalHost(context.MachineName), _settings);
        _journal = new PodJournal(new PlaygroundRoot(context.PlaygroundRoot), names);
        _submitter = new PodSubmitter(Name, _kubectl, _settings, _journal, _clock);
        _keeper = new PodKeeper(_kubectl);
        _judge = new PodJudge(_settings, _journal, _clock);
        _settlement = new PodSettlement(_settings, _kubectl, _keeper, _journal, _judge);
        _queries = new PodQueries(Name, _settings, _kubectl, _journal, context.PlaygroundRoot);
        _probing = new Probing(context.BaseEnvironment, new ProgramLookup());
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool OutlivesEngine => true;

    /// <inheritdoc/>
    public TimeSpan? PollInterval => _settings.Poll;

    /// <inheritdoc/>
    public int? Capacity => _settings.Limit ?? int.MaxValue;

    /// <inheritdoc/>
    public ValueList<QueryDescription> Queries => PodQueries.Names;

    /// <inheritdoc/>
    public void Start(ValueList<Attempt> attempts, IAttemptListener listener)
    {
        foreach (Attempt attempt in attempts)
        {
            _submitter.Add(attempt, listener);
        }
    }

    /// <inheritdoc/>
    public async Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken)
    {
        await Task.Yield();
        // Asked before the cluster is: what is handed over meanwhile is not missed in its answer.
        AttemptObservation?[] known = [.. attempts.Select(attempt => Recall(attempt.Id))];
        if (known.All(observation => observation is not null))
        {
            return known.OfType<AttemptObservation>().ToValueList();
        }

        Dictionary<string, PodReport> pods;
        try
        {
            pods = await _keeper.ListAsync(attempts.Select(attempt => attempt.Id.Run.Project), cancellationToken);
        }
        catch (BackendException failure)
        {
            return known.Select(observation => observation ?? new AttemptObservation.Unknown(failure.Message)).ToValueList();
        }

        AttemptObservation[] observations = [.. attempts.Select((attempt, i) => known[i] ?? _judge.Judge(attempt, pods.GetValueOrDefault(PodName.Of(attempt.Id))))];
        await _settlement.SettleAsync(attempts, observations, pods, cancellationToken);
        return observations.ToValueList();
    }

    /// <inheritdoc/>
    public async Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken)
    {
        Dictionary<string, PodReport> pods = await _keeper.ListAsync([project], cancellationToken);
        return pods.Values
            .Where(pod => pod.Verdict is null && pod.ProjectDirectory == projectDirectory)
            .Select(pod => pod.Attempt is { } attempt ? new AttemptId(new RunId(project, attempt.Run), new TargetId(attempt.Target), attempt.Number) : (AttemptId?)null)
            .OfType<AttemptId>()
            .Select(id => new AttemptReference(id, _submitter.HandleOf(id)))
            .ToValueList();
    }

    /// <inheritdoc/>
    public async Task<ValueList<KillAnswer>> KillAsync(
        ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken)
    {
        await Task.Yield();
        KillAnswer?[] known = [.. attempts.Select(attempt => EndUnbegun(attempt.Id))];
        if (known.All(answer => answer is not null))
        {
            return known.OfType<KillAnswer>().ToValueList();
        }

        try
        {
            Dictionary<string, PodReport> pods = await _keeper.ListAsync(attempts.Select(attempt => attempt.Id.Run.Project), cancellationToken);
            List<PodReport> running = [];
            for (int i = 0; i < attempts.Count; i++)
            {
                known[i] ??= PrepareToEnd(attempts[i].Id, pods, strength, running);
            }

            KillAnswer answer = running.Count > 0 ? await _keeper.EndAsync([.. running], strength, _clock.GetUtcNow(), cancellationToken) : KillAnswer.AlreadyEnded;
            return known.Select(one => one ?? answer).ToValueList();
        }
        catch (Exception failure) when (failure is BackendException or IOException or UnauthorizedAccessException)
        {
            return known.Select(answer => answer ?? KillAnswer.Unknown).ToValueList();
        }
    }

    /// <summary>Runs a probe on this machine, which sees the project as pods do when it is mounted in them.</summary>
    /// <inheritdoc/>
    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => _probing.RunAsync(probe, cancellationToken);

    /// <inheritdoc/>
    public Task<QueryAnswer> QueryAsync(QueriedAttempt attempt, string query, CancellationToken cancellationToken) =>
        _queries.AnswerAsync(attempt, query, cancellationToken);

    /// <inheritdoc/>
    public Task<BackendDescription> DescribeAsync(CancellationToken cancellationToken) => _queries.DescribeAsync(cancellationToken);

    // What is known without asking the cluster; null for nothing.
    private AttemptObservation? Recall(AttemptId id) =>
        _journal.VerdictOf(id) is { } verdict ? new AttemptObservation.Ended(verdict)
        : _submitter.WaitsFor(id) is { } problem ? new AttemptObservation.Alive(problem) { IsWaiting = true }
        : _journal.IsIntended(id) ? null
        : Withdraw(id);

    private AttemptObservation.Ended Withdraw(AttemptId id)
    {
        _journal.Withdraw(id);
        return new AttemptObservation.Ended(new Verdict.Lost("it was never started"));
    }

    private KillAnswer? EndUnbegun(AttemptId id)
    {
        if (_journal.VerdictOf(id) is not null || (_submitter.TryForget(id) && !_journal.IsIntended(id)))
        {
            _journal.Withdraw(id);
            return KillAnswer.AlreadyEnded;
        }

        return null;
    }

    private KillAnswer? PrepareToEnd(AttemptId id, Dictionary<string, PodReport> pods, KillStrength strength, List<PodReport> running)
    {
        PodReport? pod = pods.GetValueOrDefault(PodName.Of(id));
        if (pod is null && !_submitter.TryForget(id))
        {
            return KillAnswer.Unknown;
        }

        if (pod is null or { Verdict: not null })
        {
            return KillAnswer.AlreadyEnded;
        }

        _journal.NoteKill(id, strength);
        running.Add(pod);
        return null;
    }
}
