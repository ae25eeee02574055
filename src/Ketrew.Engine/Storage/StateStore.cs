using Ketrew.Engine.Automaton;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Storage;

/// <summary>The state of a project, open for an engine. Only one can hold it; used by one thread at a time.</summary>
/// <remarks>Writes are collected until <see cref="Commit"/>: one transaction for everything that happened at once.</remarks>
public sealed class StateStore : IDisposable
{
    // synchronous=NORMAL with a write-ahead log: a killed process loses nothing; a power cut may lose the last commits, never consistency.
    private const string Settings =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000;";

    private readonly ProjectLock? _lock;
    private readonly SqliteConnection _connection;
    private readonly TargetKeys _keys;
    private readonly SuccessTable _successes;
    private readonly FileTable _files;
    private readonly RunTable _runs;
    private readonly AttemptTable _attempts;
    private readonly TransitionTable _transitions;
    private TargetGraph? _graph;
    private bool _isInTransaction;

    private StateStore(ProjectDirectory project, ProjectLock? held, SqliteConnection connection)
    {
        Project = project;
        _lock = held;
        _connection = connection;
        _keys = new TargetKeys(connection);
        _successes = new SuccessTable(connection);
        _files = new FileTable(connection);
        _runs = new RunTable(connection);
        _attempts = new AttemptTable(connection);
        _transitions = new TransitionTable(connection);
        Identity = connection.Text("SELECT value FROM meta WHERE name = 'project'");
        Queries = new StateQueries(connection, project, Identity);
    }

    /// <summary>The version of the system's SQLite.</summary>
    /// <exception cref="Sdk.Diagnostics.KetrewException">There is none.</exception>
    public static string LibraryVersion => SqliteLibrary.Version;

    /// <summary>Whose state it is.</summary>
    public ProjectDirectory Project { get; }

    /// <summary>A random name that the state got when it was made; marks the processes of its runs.</summary>
    public string Identity { get; }

    /// <summary>What people ask of the history.</summary>
    public StateQueries Queries { get; }

    /// <summary>Opens a project's state for an engine, making it when there is none.</summary>
    /// <param name="project">Its <c>.ketrew</c> is created.</param>
    /// <param name="owner">Who to name to a second engine.</param>
    /// <exception cref="Sdk.Diagnostics.KetrewException">Another engine holds it, SQLite is missing, or the database can't be used.</exception>
    public static StateStore Open(ProjectDirectory project, LockOwner owner)
    {
        CreateStateDirectory(project);
        ProjectLock held = ProjectLock.Take(project, owner);
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(project.DatabasePath, isReadOnly: false);
            connection.Execute(Settings);
            Schema.Migrate(connection, project.DatabasePath);
            return new StateStore(project, held, connection);
        }
        catch
        {
            connection?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens a project's state to look at it, beside an engine that may be at work. Nothing is created.</summary>
    /// <param name="project">When it has no state yet, an empty one is shown.</param>
    /// <exception cref="Sdk.Diagnostics.KetrewException">SQLite is missing, or the database can't be read.</exception>
    public static StateStore OpenToRead(ProjectDirectory project)
    {
        bool exists = File.Exists(project.DatabasePath);
        SqliteConnection connection = new(exists ? project.DatabasePath : ":memory:", isReadOnly: exists);
        try
        {
            if (!exists)
            {
                Schema.Migrate(connection, project.DatabasePath);
            }

            Schema.CheckCurrent(connection, project.DatabasePath);
            return new StateStore(project, null, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>How long targets took when they succeeded last: what a person may expect of the next run.</summary>
    /// <param name="graph">Whose targets.</param>
    /// <returns>By target index; null for those that never succeeded.</returns>
    public ValueList<TimeSpan?> ExpectedDurations(TargetGraph graph) => [.. DurationTable.Load(_connection, graph)];

    /// <inheritdoc/>
    public void Dispose()
    {
        Commit();
        _connection.Dispose();
        _lock?.Dispose();
    }

    /// <summary>Makes everything that was recorded permanent.</summary>
    internal void Commit()
    {
        if (_isInTransaction)
        {
            _isInTransaction = false;
            _connection.Execute("COMMIT");
        }
    }

    internal RecordedSuccess?[] LoadSuccesses(TargetGraph graph)
    {
        _graph = graph;
        _keys.Use(graph);
        return _successes.Load(graph, _keys);
    }

    internal Dictionary<string, FileFact> LoadFiles() => _files.Load();

    internal List<FingerprintPart> LoadParts(TargetId target) => _successes.Parts(target);

    internal Dictionary<string, string> LoadOutputs(TargetId target) => _successes.Outputs(target);

    internal List<AttemptReference> LoadUnfinished() => _attempts.Unfinished(Identity);

    /// <summary>Notes that an attempt of a dead engine is over, and nobody knows how.</summary>
    internal void RecordLost(AttemptReference attempt, DateTimeOffset at, string why)
    {
        BeginTransaction();
        AttemptId id = attempt.Id;
        long target = _keys.Key(id.Target);
        _attempts.End(id.Run.Number, target, id.Number, at, default);
        _transitions.Add(id.Run.Number, target, at, new TargetState.Failed(id.Number, new FailureReason.Lost(why)));
    }

    internal void CloseInterruptedRuns(DateTimeOffset at)
    {
        BeginTransaction();
        _runs.CloseInterrupted(at);
    }

    internal int BeginRun(DateTimeOffset at, int targets)
    {
        BeginTransaction();
        return _runs.Begin(at, targets);
    }

    internal void RecordRunEnd(int run, DateTimeOffset at, RunCounts counts)
    {
        BeginTransaction();
        _runs.End(run, at, counts);
    }

    internal void RecordTransition(int run, int target, DateTimeOffset at, TargetState state)
    {
        BeginTransaction();
        _transitions.Add(run, Key(target), at, state);
    }

    internal void RecordIntent(int run, int target, int attempt, DateTimeOffset at)
    {
        BeginTransaction();
        _attempts.Intend(run, Key(target), attempt, at);
    }

    internal void RecordStart(int run, int target, int attempt, DateTimeOffset at, string handle)
    {
        BeginTransaction();
        _attempts.Start(run, Key(target), attempt, at, handle);
    }

    internal void RecordEnd(int run, int target, int attempt, DateTimeOffset at, ResourceUsage usage)
    {
        BeginTransaction();
        _attempts.End(run, Key(target), attempt, at, usage);
    }

    internal void RecordSuccess(int run, int target, SuccessRecord success)
    {
        BeginTransaction();
        _successes.Put(Key(target), success, run);
    }

    internal void RecordFiles(IEnumerable<FileFact> facts)
    {
        foreach (FileFact fact in facts)
        {
            BeginTransaction();
            _files.Put(fact);
        }
    }

    private static void CreateStateDirectory(ProjectDirectory project)
    {
        try
        {
            _ = Directory.CreateDirectory(project.StateDirectory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new Sdk.Diagnostics.KetrewException($"The directory {project.StateDirectory} can't be created: {failure.Message}", failure);
        }
    }

    private long Key(int target) =>
        _graph is { } graph
            ? _keys.Key(target, graph[target].Id)
            : throw new InvalidOperationException("Nothing can be recorded before the successes of a graph were loaded.");

    private void BeginTransaction()
    {
        if (!_isInTransaction)
        {
            _connection.Execute("BEGIN IMMEDIATE");
            _isInTransaction = true;
        }
    }
}
