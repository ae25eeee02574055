using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Daemonize;

/// <summary>Runs attempts as processes of this machine that go on without the engine, whichever way it ends, and without its terminal.</summary>
/// <remarks>Each attempt has a directory of its own, its playground. The script in it, the first to make the directory <c>claim</c> there,
/// runs the steps and leaves a verdict: the truth, whatever becomes of the engine. What each file says is told in docs/backends/daemonize.md.</remarks>
public sealed class DaemonizeBackend : IBackend
{
    // Each start is two short-lived shells; more at once would only wait for each other.
    private const uint Lanes = 8;

    private readonly PlaygroundRoot _root;
    private readonly JobStarter _starter;
    private readonly JobObserver _observer;
    private readonly JobEnder _ender;
    private readonly Probing _probing;

    // Neither looked for nor ended before it has begun.
    private readonly Dictionary<AttemptId, Task> _starting = [];
    private readonly Lock _gate = new();
    private readonly Task[] _lanes = [.. Enumerable.Repeat(Task.CompletedTask, (int)Lanes)];
    private readonly string _host;

    /// <summary>Makes a backend; nothing is started.</summary>
    /// <param name="playgroundRoot">Absolute path of the directory that holds the playgrounds of one project; made when it is needed.</param>
    /// <param name="baseEnvironment">What attempts get besides their own variables; see <see cref="Local.BaseEnvironment"/>.</param>
    /// <param name="host">The name of this machine, by which its attempts are told from those of others.</param>
    /// <param name="clock">Measures <see cref="Grace"/>.</param>
    /// <exception cref="KetrewException">This system has no posix_spawn.</exception>
    public DaemonizeBackend(string playgroundRoot, ValueList<NamedValue> baseEnvironment, string host, TimeProvider clock)
        : this(playgroundRoot, baseEnvironment, Machine.Read(host), new MemoryKills(MemoryKills.FindPath()), clock)
    {
    }

    internal DaemonizeBackend(
        string playgroundRoot, ValueList<NamedValue> baseEnvironment, Machine machine, MemoryKills memoryKills, TimeProvider clock)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new KetrewException("The daemonize backend needs posix_spawn, which Windows doesn't have.") { Hint = "run ketrew in WSL" };
        }

        ProgramLookup programs = new();
        UniqueNames names = new(clock);
        _host = machine.Host;
        _root = new PlaygroundRoot(playgroundRoot);
        _starter = new JobStarter(_root, machine, baseEnvironment, programs, memoryKills.Path, names);
        _observer = new JobObserver(_root, machine, names, memoryKills, clock);
        _ender = new JobEnder(_root, machine, names);
        _probing = new Probing(baseEnvironment, programs);
    }

    /// <inheritdoc/>
    public string Name => "daemonize";

    /// <inheritdoc/>
    public bool OutlivesEngine => true;

    /// <summary>How often the engine looks for what became of attempts. Default: 1 s.</summary>
    public TimeSpan? PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the verdict of an attempt whose process is gone is waited for before it counts as lost. Default: 2 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The program that runs containers, a name or an absolute path. Default: null, for <c>podman</c>, else <c>docker</c>.</summary>
    public string? ContainerProgram { get; init; }

    /// <summary>Absolute path of the directory of an attempt.</summary>
    /// <param name="id">Any; nothing need be there.</param>
    public string PlaygroundOf(AttemptId id) => _root.Of(id).Path;

    /// <inheritdoc/>
    public void Start(ValueList<Attempt> attempts, IAttemptListener listener)
    {
        foreach (Attempt attempt in attempts)
        {
            Start(attempt, listener);
        }
    }

    /// <inheritdoc/>
    public async Task<ValueList<AttemptObservation>> ObserveAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken)
    {
        await Task.Yield();
        bool[] isStarting = [.. attempts.Select(attempt => StartOf(attempt.Id) is not null)];
        ValueList<AttemptObservation> others = _observer.Observe(attempts.Where((_, i) => !isStarting[i]), Grace, cancellationToken);
        int next = 0;
        return isStarting.Select(starting => starting ? new AttemptObservation.Alive("it is being started") : others[next++]).ToValueList();
    }

    /// <inheritdoc/>
    public async Task<ValueList<KillAnswer>> KillAsync(
        ValueList<AttemptReference> attempts, KillStrength strength, CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (Task starting in attempts.Select(attempt => StartOf(attempt.Id)).OfType<Task>())
        {
            await starting.WaitAsync(cancellationToken);
        }

        return _ender.End(attempts, strength);
    }

    /// <inheritdoc/>
    public Task<ValueList<AttemptReference>> FindAsync(string project, string projectDirectory, CancellationToken cancellationToken) =>
        // A script that has told lives on for a moment, and what it left in the background as long as it likes: neither is the attempt any more.
        Task.FromResult(ProcessTable.FindAttempts(project, projectDirectory, hasPlayground: true)
            .Where(id => !VerdictText.IsIn(_root.Of(id)))
            .Select(id => new AttemptReference(id, ""))
            .ToValueList());

    /// <inheritdoc/>
    public Task<Verdict> ProbeAsync(Probe probe, CancellationToken cancellationToken) => _probing.RunAsync(probe, cancellationToken);

    /// <inheritdoc/>
    public ValueList<QueryDescription> Queries { get; } =
    [
        new("log", "what it printed"),
        new("script", "what is run, with all variables"),
        new("record", "what happened so far, step by step"),
        new("verdict", "how it ended, in its own words"),
        new("process-tree", "its processes, while it runs"),
    ];

    /// <inheritdoc/>
    public Task<QueryAnswer> QueryAsync(QueriedAttempt attempt, string query, CancellationToken cancellationToken)
    {
        Playground playground = _root.Of(attempt.Reference.Id);
        return Task.FromResult(query switch
        {
            "log" => AnsweredFile.Read(attempt.LogPath, "log"),
            "script" => AnsweredFile.Read(playground.Script, "script"),
            "record" => AnsweredFile.Read(playground.Record, "record"),
            "verdict" => VerdictText.Answer(playground),
            "process-tree" => new QueryAnswer.Rows(
                ProcessTree.Of(ProcessTable.MarkedProcesses().GetValueOrDefault(AttemptMarks.KeyOf(attempt.Reference.Id)) ?? [])),
            _ => throw new BackendException($"The backend daemonize has no query `{query}`."),
        });
    }

    /// <inheritdoc/>
    public Task<BackendDescription> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(new BackendDescription
    {
        Facts = [.. MachineFacts.Of(_host), new NamedValue("playgrounds", _root.Path)],
    });

    private void Start(Attempt attempt, IAttemptListener listener)
    {
        // The same one, asked for again, comes after itself.
        uint lane = (uint)attempt.Id.GetHashCode() % Lanes;
        lock (_gate)
        {
            _lanes[lane] = StartAsync(_lanes[lane], attempt, listener);
            _starting[attempt.Id] = _lanes[lane];
        }
    }

    private async Task StartAsync(Task earlier, Attempt attempt, IAttemptListener listener)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        StartAnswer answer = await _starter.StartAsync(attempt, ContainerProgram);
        Tell(attempt.Id, answer, listener);
    }

    private void Tell(AttemptId id, StartAnswer answer, IAttemptListener listener)
    {
        switch (answer)
        {
            case StartAnswer.Began { Process: var process }:
                listener.Started(new AttemptReference(id, process.ToHandle()), process.Host);
                break;
            case StartAnswer.Refused { Message: var message }:
                listener.Ended(id, new Verdict.StartRefused(message));
                break;
            default:
                listener.Started(new AttemptReference(id, ""), _host);
                break;
        }
    }

    // Null when nothing is being started; a start that met a bug is thrown at whoever asks next.
    private Task? StartOf(AttemptId id)
    {
        lock (_gate)
        {
            if (!_starting.TryGetValue(id, out Task? starting) || !starting.IsCompleted)
            {
                return starting;
            }

            _ = _starting.Remove(id);
            return starting.Exception is { } bug ? throw new InvalidOperationException($"The start of {id} failed.", bug) : null;
        }
    }
}
