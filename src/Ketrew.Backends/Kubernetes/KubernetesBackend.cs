using System.Collections.Concurrent;
using System.Text.Json;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

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
    private readonly string _projectHint;

    // When a pod was missed first, or met its trouble; and what would have become of one that is being deleted.
    private readonly ConcurrentDictionary<AttemptId, long> _missed = new();
    private readonly ConcurrentDictionary<AttemptId, long> _troubled = new();
    private readonly ConcurrentDictionary<AttemptId, Verdict> _fates = new();
    private readonly ConcurrentDictionary<AttemptId, bool> _seen = new();

    /// <summary>Makes a backend; nothing is started.</summary>
    /// <param name="context">What it is made of; its settings are told in docs/backends/kubernetes.md.</param>
    public KubernetesBackend(BackendContext context)
    {
        _settings = KubernetesSettings.Read(context.Settings);
        UniqueNames names = new(context.Clock);
        Name = context.Name;
        _clock = context.Clock;
        _projectHint = context.PlaygroundRoot;
        _kubectl = new Kubectl(new LocalHost(context.MachineName), _settings);
        _journal = new PodJournal(new PlaygroundRoot(context.PlaygroundRoot), names);
        _submitter = new PodSubmitter(Name, _kubectl, _settings, _journal, _clock);
        _keeper = new PodKeeper(_kubectl);
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
    public ValueList<QueryDescription> Queries { get; } =
    [
        new("log", "what it printed"),
        new("pod", "its pod, in the words of the cluster"),
        new("events", "what the cluster did with its pod"),
        new("manifest", "its pod as it was handed to the cluster"),
    ];

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

        AttemptObservation[] observations = [.. attempts.Select((attempt, i) => known[i] ?? Judge(attempt, pods.GetValueOrDefault(PodName.Of(attempt.Id))))];
        await SettleAsync(attempts, observations, pods, cancellationToken);
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
    public async Task<QueryAnswer> QueryAsync(QueriedAttempt attempt, string query, CancellationToken cancellationToken)
    {
        string pod = PodName.Of(attempt.Reference.Id);
        return query switch
        {
            "log" when File.Exists(attempt.LogPath) => AnsweredFile.Read(attempt.LogPath, "log"),
            "log" => new QueryAnswer.Text(await AskAsync(["logs", pod], "read the log", cancellationToken)),
            "pod" => new QueryAnswer.Text(await AskAsync(["get", "pod", pod, "--output", "yaml"], "show the pod", cancellationToken)),
            "events" => new QueryAnswer.Rows(PodEvents.Read(
                await AskAsync(["get", "events", "--field-selector", $"involvedObject.name={pod}", "--output", "json"], "list the events", cancellationToken))),
            "manifest" => AnsweredFile.Read(_journal.ManifestOf(attempt.Reference.Id), "manifest"),
            _ => throw new BackendException($"The backend {Name} has no query `{query}`."),
        };
    }

    /// <inheritdoc/>
    public async Task<BackendDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        using JsonDocument version = JsonDocument.Parse(await AskAsync(["version", "--output", "json"], "tell the version", cancellationToken));
        _ = await AskAsync(["get", "pods", "--output", "name", "--selector", $"{PodManifest.ProjectLabel}=none"], "list the pods", cancellationToken);
        return new BackendDescription
        {
            Facts =
            [
                new NamedValue("kubectl", PodEvents.Text(version.RootElement, "clientVersion", "gitVersion")),
                new NamedValue("server", PodEvents.Text(version.RootElement, "serverVersion", "gitVersion")),
                new NamedValue("context", _settings.Context.Length > 0 ? _settings.Context : "the current one"),
                new NamedValue("namespace", _settings.Namespace.Length > 0 ? _settings.Namespace : "that of the context"),
            ],
            Problems =
            [
                .. PodManifest.Shares(_settings.Volumes, _projectHint)
                    ? Array.Empty<string>()
                    : [$"no volume mounts {_projectHint} where it is here: pods see none of the project's files, and what they write is lost; set `volumes`"],
                .. _settings.Image is null ? ["there is no `image`: targets without a `container` are refused"] : Array.Empty<string>(),
            ],
        };
    }

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

    private AttemptObservation Judge(AttemptReference attempt, PodReport? pod)
    {
        if (pod is null)
        {
            return Miss(attempt);
        }

        AttemptId id = attempt.Id;
        _ = _missed.TryRemove(id, out _);
        _seen[id] = true;
        if (pod is { DeletedBy: not null, Fate: { } fate })
        {
            _fates[id] = fate;
        }

        return pod.Verdict is { } verdict ? new AttemptObservation.Ended(verdict)
            : pod.Trouble is { } trouble && (pod.IsHopeless || HasLasted(_troubled, id, _settings.ImageGrace)) ? new AttemptObservation.Ended(new Verdict.StartRefused(trouble))
            : pod.IsOutOfSight ? new AttemptObservation.Unknown($"its node doesn't answer: {pod.Detail}")
            : Look(id, pod);
    }

    private AttemptObservation.Alive Look(AttemptId id, PodReport pod)
    {
        if (pod.Trouble is null)
        {
            _ = _troubled.TryRemove(id, out _);
        }

        return new AttemptObservation.Alive(pod.Detail) { IsWaiting = pod.IsWaiting, Began = pod.Began };
    }

    // The cluster answered, and doesn't have it.
    private AttemptObservation Miss(AttemptReference attempt)
    {
        AttemptId id = attempt.Id;
        if (_journal.KillOf(id) is { } strength)
        {
            return new AttemptObservation.Ended(new Verdict.Signaled(strength is KillStrength.Kill ? LibC.Kill : LibC.Terminate));
        }

        return !HasLasted(_missed, id, _settings.Grace) ? new AttemptObservation.Alive("its pod isn't there; it is waited for")
            : _fates.TryGetValue(id, out Verdict? fate) ? new AttemptObservation.Ended(fate)
            : attempt.Handle.Length > 0 || _seen.ContainsKey(id) ? new AttemptObservation.Ended(new Verdict.Cancelled($"somebody deleted its pod {PodName.Of(id)}"))
            : new AttemptObservation.Ended(new Verdict.Lost($"there is no pod {PodName.Of(id)}: it was never made, or somebody deleted it"));
    }

    private bool HasLasted(ConcurrentDictionary<AttemptId, long> since, AttemptId id, TimeSpan grace)
    {
        long now = _clock.GetTimestamp();
        return _clock.GetElapsedTime(since.GetOrAdd(id, now), now) >= grace;
    }

    // What is told is remembered first; then the cluster may forget it.
    private async Task SettleAsync(
        ValueList<AttemptReference> attempts, AttemptObservation[] observations, Dictionary<string, PodReport> pods, CancellationToken cancellationToken)
    {
        List<PodReport> ended = [];
        for (int i = 0; i < attempts.Count; i++)
        {
            AttemptId id = attempts[i].Id;
            if (observations[i] is AttemptObservation.Ended { Verdict: var verdict })
            {
                PodReport? pod = pods.GetValueOrDefault(PodName.Of(id));
                if (pod is not null && !await TryFetchLogAsync(id, cancellationToken))
                {
                    observations[i] = new AttemptObservation.Alive("it has ended; its log is fetched");
                    continue;
                }

                if (!TryKeep(id, verdict, out string problem))
                {
                    observations[i] = new AttemptObservation.Unknown(problem);
                    continue;
                }

                _ = _missed.TryRemove(id, out _);
                _ = _troubled.TryRemove(id, out _);
                ended.AddRange(pod is null ? [] : [pod]);
            }
        }

        if (ended.Count > 0 && !_settings.KeepsPods)
        {
            await DropAsync([.. ended], cancellationToken);
        }
    }

    // On a full disk its pod stays, and is asked again.
    private bool TryKeep(AttemptId id, Verdict verdict, out string problem)
    {
        try
        {
            _journal.Keep(id, verdict);
            problem = "";
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = failure.Message;
            return false;
        }
    }

    private async Task DropAsync(ValueList<PodReport> pods, CancellationToken cancellationToken)
    {
        try
        {
            await _keeper.DropAsync(pods, cancellationToken);
        }
        catch (BackendException)
        {
            // Their end is known; whoever looks next deletes them, or a person by their label.
        }
    }

    // False when the cluster couldn't be asked. What pods see is written there already.
    private async Task<bool> TryFetchLogAsync(AttemptId id, CancellationToken cancellationToken)
    {
        if (_journal.LogOf(id) is not { } path || PodManifest.Shares(_settings.Volumes, path))
        {
            return true;
        }

        try
        {
            CommandOutcome outcome = await _kubectl.RunAsync(["logs", PodName.Of(id)], cancellationToken);
            if (outcome.Code == 0)
            {
                await File.WriteAllTextAsync(path, outcome.Output, cancellationToken);
            }

            return outcome.Code == 0 || !KubectlError.IsRecoverable(outcome);
        }
        catch (BackendException)
        {
            return false;
        }
    }

    private async Task<string> AskAsync(string[] arguments, string what, CancellationToken cancellationToken)
    {
        CommandOutcome outcome = await _kubectl.RunAsync(arguments, cancellationToken);
        return outcome.Code == 0 ? outcome.Output : throw _kubectl.Failure(outcome, what);
    }
}
