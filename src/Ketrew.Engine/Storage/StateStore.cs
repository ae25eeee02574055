using Ketrew.Engine.Automaton;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Snapshots;
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

    private const int SmallCount = 256;

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
    private SnapshotDraft? _snapshot;

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

    /// <summary>Status of the snapshot that was deleted when the state was opened: it spoke of the state as it is.</summary>
    internal FileStatus FoundSnapshot { get; private init; }

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
            FileStatus snapshot = DeleteSnapshot(project);
            connection = new SqliteConnection(project.DatabasePath, isReadOnly: false);
            connection.Execute(Settings);
            Schema.Migrate(connection, project.DatabasePath);
            ProjectIdentity.Settle(connection, project);
            return new StateStore(project, held, connection) { FoundSnapshot = snapshot };
        }
        catch
        {
            connection?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens a project's state to look at it, beside an engine that may be at work. Nothing is created or changed.</summary>
    /// <param name="project">When it has no state yet, an empty one is shown; one of an older version is shown as today's would be.</param>
    /// <exception cref="Sdk.Diagnostics.KetrewException">SQLite is missing, the database can't be read, or a newer program wrote it.</exception>
    public static StateStore OpenToRead(ProjectDirectory project)
    {
        SqliteConnection connection = OpenForReading(project.DatabasePath);
        try
        {
            Schema.Migrate(connection, project.DatabasePath);
            return new StateStore(project, null, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Tells whether an engine is at work on a project now, whatever became of earlier ones.</summary>
    /// <param name="project">Nothing of it is created or changed.</param>
    public static bool IsAtWork(ProjectDirectory project) => ProjectLock.IsHeld(project);

    /// <summary>How long targets took when they succeeded last: what a person may expect of the next run.</summary>
    /// <param name="graph">Whose targets.</param>
    /// <returns>By target index; null for those that never succeeded.</returns>
    public ValueList<TimeSpan?> ExpectedDurations(TargetGraph graph) => [.. IsSmall(graph) ? DurationTable.LoadEach(_connection, graph) : DurationTable.Load(_connection, graph)];

    /// <summary>Closes it. What was recorded and not made permanent is forgotten: half of what happened at once is worse than nothing.</summary>
    public void Dispose()
    {
        _connection.Dispose();
        if (_snapshot is not null && _lock is not null)
        {
            PlanSnapshot.Write(Project, _snapshot);
        }

        _lock?.Dispose();
    }

    /// <summary>Leaves a snapshot beside the state, once that is closed and before anybody else can change it.</summary>
    internal void Leave(SnapshotDraft snapshot) => _snapshot = snapshot;

    /// <summary>Makes everything that was recorded permanent.</summary>
    internal void Commit()
    {
        if (_isInTransaction)
        {
            _attempts.Flush();
            _isInTransaction = false;
            _connection.Execute("COMMIT");
        }
    }

    internal RecordedSuccess?[] LoadSuccesses(TargetGraph graph)
    {
        _graph = graph;
        _keys.Use(graph);
        return IsSmall(graph) ? _successes.LoadEach(graph, _keys) : _successes.Load(graph, _keys);
    }

    internal Dictionary<string, FileFact> LoadFiles() => _files.Load();

    /// <summary>At least what is known of the files that a graph's targets name, and of all that is in them.</summary>
    internal Dictionary<string, FileFact> LoadFiles(TargetGraph graph) => IsSmall(graph) ? _files.Load(Enumerable.Range(0, graph.FileCount).Select(file => graph.File(file).Value)) : _files.Load();

    internal List<FingerprintPart> LoadParts(TargetId target) => _successes.Parts(target);

    internal Dictionary<string, string> LoadOutputs(TargetId target) => _successes.Outputs(target);

    /// <summary>True for an attempt that was ever intended, as far as this state goes.</summary>
    internal bool Knows(AttemptId attempt) => _attempts.Contains(attempt);

    /// <summary>The backends where attempts may be that nobody has seen the end of; every name once.</summary>
    public IEnumerable<string> UnfinishedBackends() => LoadUnfinished().Select(attempt => attempt.Backend).Distinct(StringComparer.Ordinal);

    /// <summary>Every attempt whose end no engine saw, of whatever run.</summary>
    internal List<UnfinishedAttempt> LoadUnfinished() => _attempts.Unfinished(Identity);

    /// <summary>What an attempt writes; when it was not noted, what its target wrote when it succeeded last.</summary>
    internal IEnumerable<ProjectPath> OutputsOf(UnfinishedAttempt attempt) =>
        attempt.Outputs ?? LoadOutputs(attempt.Target).Keys.Select(ProjectPath.Parse);

    /// <summary>Notes that an attempt is over, and nobody heard how.</summary>
    internal void RecordLost(AttemptReference attempt, DateTimeOffset at, FailureReason reason)
    {
        BeginTransaction();
        AttemptKey key = Key(attempt.Id);
        _attempts.End(key, at, default);
        _transitions.Add(_attempts.LastRun(key), key.Target, at, new TargetState.Failed(key.Number, reason));
    }

    /// <summary>Notes that an attempt that no engine had was ended; it stays unfinished until that is confirmed.</summary>
    internal void RecordKilled(AttemptId attempt, DateTimeOffset at, bool isConfirmed)
    {
        BeginTransaction();
        AttemptKey key = Key(attempt);
        if (isConfirmed)
        {
            _attempts.End(key, at, default);
        }

        _transitions.Add(_attempts.LastRun(key), key.Target, at, new TargetState.Killed(key.Number, isConfirmed));
    }

    internal void CloseInterruptedRuns(DateTimeOffset at)
    {
        BeginTransaction();
        _runs.CloseInterrupted(at);
    }

    internal int BeginRun(DateTimeOffset at, int targets, int jobs)
    {
        BeginTransaction();
        // Where an older state was put back, the logs of the runs that it doesn't know are still there: no number is used twice.
        return _runs.Begin(Project.LastLoggedRun(), at, targets, jobs);
    }

    /// <summary>Notes how long a run will probably go on, for those who look at it from outside.</summary>
    internal void RecordRemaining(int run, DateTimeOffset at, TimeSpan remaining)
    {
        BeginTransaction();
        _runs.Expect(run, at, remaining);
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

    internal void RecordIntent(int run, int target, AttemptIntent intent)
    {
        BeginTransaction();
        _attempts.Intend(run, Key(target), intent, intent.ReleasedBy is { } need ? Key(need) : null);
    }

    /// <summary>Takes an intent back: the attempt never began.</summary>
    internal void ForgetIntent(AttemptId attempt)
    {
        BeginTransaction();
        _attempts.Forget(Key(attempt));
    }

    internal void RecordStart(AttemptReference attempt, DateTimeOffset at, string host)
    {
        BeginTransaction();
        _attempts.Start(Key(attempt.Id), at, attempt.Handle, host);
    }

    internal void RecordEnd(AttemptId attempt, DateTimeOffset at, ResourceUsage usage)
    {
        BeginTransaction();
        _attempts.End(Key(attempt), at, usage);
    }

    /// <summary>Notes that the engine of a later run took an attempt over: from now on its transitions are those of that run.</summary>
    internal void RecordAdoption(AttemptId attempt, int run)
    {
        BeginTransaction();
        _attempts.Adopt(Key(attempt), run);
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

    // Only a copy of an old database can be migrated here: another process may be reading it, and an older engine writing.
    private static SqliteConnection OpenForReading(string path)
    {
        if (!File.Exists(path))
        {
            return new SqliteConnection(SqliteConnection.InMemory, isReadOnly: false);
        }

        SqliteConnection file = new(path, isReadOnly: true);
        try
        {
            if (Schema.IsCurrent(file))
            {
                return file;
            }

            SqliteConnection copy = file.CopyToMemory();
            file.Dispose();
            return copy;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void CreateStateDirectory(ProjectDirectory project)
    {
        try
        {
            bool isNew = !Directory.Exists(project.StateDirectory);
            _ = Directory.CreateDirectory(project.StateDirectory);
            if (isNew)
            {
                // Nobody shall commit it by mistake; what becomes of the file later is for people to say.
                File.WriteAllText(Path.Combine(project.StateDirectory, ".gitignore"), "# Written by ketrew: nothing in here is for other machines.\n*\n");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new Sdk.Diagnostics.KetrewException($"The directory {project.StateDirectory} can't be created: {failure.Message}", failure);
        }
    }

    // Before anything is changed: a snapshot that is there speaks of the state as it is.
    private static FileStatus DeleteSnapshot(ProjectDirectory project)
    {
        try
        {
            FileStatus status = new FileStatusReader(project.StateDirectory).Read(Path.GetFileName(project.SnapshotPath));
            File.Delete(project.SnapshotPath);
            return status;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new Sdk.Diagnostics.KetrewException($"The file {project.SnapshotPath} can't be deleted: {failure.Message}", failure)
            {
                Hint = "make `.ketrew` writable",
            };
        }
    }

    // A few rows are found by their keys faster than among all that a large project has.
    private static bool IsSmall(TargetGraph graph) => graph.Count <= SmallCount && graph.FileCount <= SmallCount;

    private long Key(int target) =>
        _graph is { } graph
            ? _keys.Key(target, graph[target].Id)
            : throw new InvalidOperationException("Nothing can be recorded before the successes of a graph were loaded.");

    // Attempts may be of targets that the plan has no more.
    private long Key(TargetId id) => _graph is { } graph && graph.TryFind(id, out int target) ? _keys.Key(target, id) : _keys.Key(id);

    private AttemptKey Key(AttemptId id) => new(id.Run.Number, Key(id.Target), id.Number);

    private void BeginTransaction()
    {
        if (!_isInTransaction)
        {
            _connection.Execute("BEGIN IMMEDIATE");
            _isInTransaction = true;
        }
    }
}
