using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Local;

/// <summary>Runs attempts as processes of this machine, each in a session of its own, printing straight into files.</summary>
/// <remarks>Every attempt has a thread that awaits it, so an end is noticed at once and its resources are known. How many run at once
/// is the engine's business. Whatever an attempt started is ended with it when it is killed; what it left in the background when it ended by itself stays.</remarks>
public sealed class LocalBackend : IBackend, IDisposable
{
    private readonly AttemptRegistry _attempts;
    private readonly MarkScan _scan = new();
    private readonly JobQueue<Job> _jobs;
    private readonly AttemptRunner _runner;
    private readonly SpareLogs _spareLogs = new();
    private readonly Probing _probing;
    private readonly MemoryKills _memoryKills;
    private readonly TimeProvider _clock;
    private readonly string _host;
    private readonly AttemptJournal? _journal;

    /// <summary>Makes a backend; nothing is started.</summary>
    /// <param name="baseEnvironment">What attempts get besides their own variables; see <see cref="BaseEnvironment"/>.</param>
    /// <param name="host">The name of this machine, as it is told of attempts.</param>
    /// <param name="clock">Dates handles.</param>
    /// <exception cref="KetrewException">This system has no posix_spawn.</exception>
    public LocalBackend(ValueList<NamedValue> baseEnvironment, string host, TimeProvider clock)
        : this(baseEnvironment, host, new MemoryKills(MemoryKills.FindPath()), clock)
    {
    }

    internal LocalBackend(ValueList<NamedValue> baseEnvironment, string host, MemoryKills memoryKills, TimeProvider clock)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new KetrewException("The local backend needs posix_spawn, which Windows doesn't have.") { Hint = "run ketrew in WSL" };
        }

        ProgramLookup programs = new();
        _runner = new AttemptRunner(baseEnvironment, programs);
        _probing = new Probing(baseEnvironment, programs);
        (_host, _memoryKills, _clock) = (host, memoryKills, clock);
        _attempts = new AttemptRegistry(host);
        _jobs = new JobQueue<Job>(Work);
    }

    /// <inheritdoc/>
    public string Name => "local";

    /// <inheritdoc/>
    public bool OutlivesEngine => false;

    /// <inheritdoc/>
    public TimeSpan? PollInterval => null;

    /// <summary>The program that runs containers, a name or an absolute path. Default: null, for <c>podman</c>, else <c>docker</c>.</summary>
    public string? ContainerProgram { get; init; }

    /// <summary>Absolute path of a file that tells the next engine which attempts had begun and succeeded when this one was killed. Default: null, for none.</summary>
    public string? JournalPath
    {
        get => _journal?.Path;
        init => _journal = value is null ? null : new AttemptJournal(value, _host);
    }

    /// <inheritdoc/>
    public void Start(ValueList<Attempt> attempts, IAttemptListener listener)
    {
        foreach (Attempt attempt in attempts.AsSpan())
        {
            if (_attempts.Join(attempt.Id, listener) is { } running)
            {
                _jobs.Add(new Job(attempt, running));
            }
        }
    }

    /// <inheritdoc/>
    public Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken)
    {
        List<int>[] processes = OrphanedProcesses.Find(attempts, _scan);
        return Task.FromResult(attempts.Select((attempt, i) => Observe(attempt, processes[i])).ToValueList());
    }

    /// <inheritdoc/>
    public Task<ValueList<KillAnswer>> KillAsync(
        ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken)
    {
        List<int>[] processes = OrphanedProcesses.Find(attempts, _scan);
        return Task.FromResult(attempts.Select((attempt, i) => End(attempt.Id, processes[i], strength)).ToValueList());
    }

    /// <inheritdoc/>
    public Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken) => Task.FromResult(
        ProcessTable.FindAttempts(project, projectDirectory, hasPlayground: false).Select(id => new AttemptReference(id, "")).ToValueList());

    /// <inheritdoc/>
    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => _probing.RunAsync(probe, cancellationToken);

    /// <inheritdoc/>
    public ValueList<QueryDescription> Queries { get; } =
    [
        new("log", "what it printed"),
        new("process-tree", "its processes, while it runs"),
    ];

    /// <inheritdoc/>
    public Task<QueryAnswer> QueryAsync(QueriedAttempt attempt, string query, CancellationToken cancellationToken) => Task.FromResult(query switch
    {
        "log" => AnsweredFile.Read(attempt.LogPath, "log"),
        "process-tree" => new QueryAnswer.Rows(ProcessTree.Of(OrphanedProcesses.Find([attempt.Reference], _scan)[0])),
        _ => throw new BackendException($"The backend local has no query `{query}`."),
    });

    /// <inheritdoc/>
    public Task<BackendDescription> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(new BackendDescription { Facts = MachineFacts.Of(_host) });

    /// <summary>Lets its idle threads end. What still runs goes on.</summary>
    public void Dispose()
    {
        _jobs.Close();
        _spareLogs.Dispose();
        _journal?.Dispose();
    }

    private AttemptObservation Observe(AttemptReference attempt, List<int> processes) =>
        _attempts.FindRunning(attempt.Id) is { } running ? new AttemptObservation.Alive($"process {running.ProcessId}")
        : _attempts.FindVerdict(attempt.Id) is { } verdict ? new AttemptObservation.Ended(verdict)
        : Recall(attempt.Id) is { } recalled ? recalled
        : processes.Count > 0 ? new AttemptObservation.Alive($"processes {string.Join(' ', processes)}")
        : new AttemptObservation.Ended(new Verdict.Lost("no process bears its marks"));

    // What succeeded may have left something running on purpose.
    private AttemptObservation.Ended? Recall(AttemptId id) =>
        _journal?.TryFind(id, out JournalRecord? record) is not true ? null
        : record is null ? new AttemptObservation.Ended(new Verdict.StartRefused("its engine died before it began"))
        : record is { SucceededAt: { } at, Usage: var usage } ? new AttemptObservation.Ended(new Verdict.Exited(0) { Usage = usage }) { At = at }
        : null;

    // What an ended one left running on purpose bears its marks, too.
    private KillAnswer End(AttemptId id, List<int> processes, KillStrength strength) =>
        _attempts.FindRunning(id) is { } running ? running.End(strength, processes)
        : _attempts.FindVerdict(id) is not null ? KillAnswer.AlreadyEnded
        : OrphanedProcesses.End(processes, strength);

    private Action Work(Job job)
    {
        Verdict verdict = Explain(Run(job), job.Running);
        _journal?.End(job.Attempt.Id, verdict is Verdict.Exited { Code: 0 } ? new JournalRecord(_clock.GetUtcNow(), verdict.Usage) : null);
        _attempts.End(job.Running, verdict);
        return () => job.Running.Audience.TellEnded(job.Attempt.Id, verdict);
    }

    private Verdict Run(Job job)
    {
        Verdict verdict = RunSteps(job);
        job.Running.Finish(_scan);
        if (!job.Running.HasLeftProcesses)
        {
            _spareLogs.TakeBack(job.Attempt.LogPath);
        }

        // Who leaves in peace because it was asked to has not done its work.
        return job.Running.IsAskedToEnd && verdict is Verdict.Exited { Code: 0 }
            ? new Verdict.Signaled(LibC.Terminate) { Usage = verdict.Usage, Step = verdict.Step }
            : verdict;
    }

    private Verdict RunSteps(Job job)
    {
        try
        {
            _journal?.Begin(job.Attempt.Id);
            _spareLogs.Lend(job.Attempt.LogPath);
            return _runner.Run(job.Attempt, ContainerProgram, job.Running, process => TellStarted(job.Running, process));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The log can't be written, say: this attempt's trouble, not the engine's.
            return new Verdict.StartRefused(failure.Message);
        }
    }

    private void TellStarted(RunningAttempt running, int process)
    {
        LocalHandle handle = new(process, _clock.GetUtcNow());
        running.Handle = handle;
        running.Audience.TellStarted(new AttemptReference(running.Id, handle.ToString()), _host);
    }

    // The kernel says KILL to what takes too much memory, and counts it.
    private Verdict Explain(Verdict verdict, RunningAttempt running) =>
        verdict is Verdict.Signaled { Signal: LibC.Kill } && !running.IsForced && _memoryKills.TakeOne()
            ? new Verdict.OutOfMemory { Usage = verdict.Usage, Step = verdict.Step }
            : verdict;

    private sealed record Job(Attempt Attempt, RunningAttempt Running);
}
