using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Storage;

/// <summary>What people ask of the history. Read from the database at each call.</summary>
public sealed class StateQueries
{
    private const string TransitionColumns = "x.run, x.at, x.state, x.attempt, x.reason, x.number, x.text, x.until";

    private const string AttemptColumns = "a.run, a.attempt, coalesce(a.started, a.intended), a.ended, a.user_time, a.system_time, a.peak_bytes";

    private readonly SqliteConnection _connection;
    private readonly ProjectDirectory _project;
    private readonly string _identity;

    internal StateQueries(SqliteConnection connection, ProjectDirectory project, string identity)
    {
        _connection = connection;
        _project = project;
        _identity = identity;
    }

    /// <summary>The latest runs, the latest first.</summary>
    /// <param name="count">At most so many.</param>
    public ValueList<RunRecord> Runs(int count)
    {
        List<RunRecord> runs = [];
        SqliteStatement rows = _connection.Prepare(
            """
            SELECT run, started, ended, is_interrupted, targets, succeeded, up_to_date, failed, needs_failed, killed, withdrawn
            FROM runs ORDER BY run DESC LIMIT ?
            """);
        _ = rows.Bind(0, count);
        while (rows.Step())
        {
            RunCounts counts = new()
            {
                Succeeded = (int)rows.Integer(5),
                UpToDate = (int)rows.Integer(6),
                Failed = (int)rows.Integer(7),
                NeedsFailed = (int)rows.Integer(8),
                Killed = (int)rows.Integer(9),
                Withdrawn = (int)rows.Integer(10),
            };
            DateTimeOffset? ended = rows.IsNull(2) ? null : StoredTime.Moment(rows.Integer(2));
            runs.Add(new RunRecord(
                (int)rows.Integer(0), StoredTime.Moment(rows.Integer(1)), ended, rows.Integer(3) == 1, (int)rows.Integer(4), counts));
        }

        return [.. runs];
    }

    /// <summary>The last thing that happened to each target that anything ever happened to, in ordinal order of ids.</summary>
    public ValueList<TargetStatus> Statuses()
    {
        List<TargetStatus> statuses = [];
        SqliteStatement rows = _connection.Prepare(
            $"""
            SELECT {TransitionColumns}, t.id FROM targets t
            JOIN transitions x ON x.sequence = (SELECT max(sequence) FROM transitions y WHERE y.target = t.target)
            """);
        while (rows.Step())
        {
            TransitionRecord last = ReadTransition(rows);
            statuses.Add(new TargetStatus(new TargetId(rows.Text(8)), last.Run, last.At, last.State, null));
        }

        statuses.Sort((left, right) => left.Target.CompareTo(right.Target));
        return [.. statuses.Select(status => status with { LastAttempt = LastAttempt(status.Target) })];
    }

    /// <summary>The attempts of a target, the latest first.</summary>
    /// <param name="target">Which; of no known target there are none.</param>
    public ValueList<AttemptRecord> Attempts(TargetId target) => Attempts(target, int.MaxValue);

    /// <summary>The latest attempt of a target; null when it never came to one.</summary>
    /// <param name="target">Which.</param>
    public AttemptRecord? LastAttempt(TargetId target) => Attempts(target, 1) is [var last] ? last : null;

    /// <summary>Everything that happened to a target, the oldest first.</summary>
    /// <param name="target">Which; nothing happened to no known target.</param>
    public ValueList<TransitionRecord> History(TargetId target)
    {
        List<TransitionRecord> history = [];
        SqliteStatement rows = _connection.Prepare(
            $"SELECT {TransitionColumns} FROM transitions x JOIN targets USING(target) WHERE id = ? ORDER BY sequence");
        _ = rows.Bind(0, target.Value);
        while (rows.Step())
        {
            history.Add(ReadTransition(rows));
        }

        return [.. history];
    }

    /// <summary>Every output that a success ever wrote and that no later success of its target gave up, in ordinal order.</summary>
    public ValueList<ProjectPath> KnownOutputs()
    {
        List<ProjectPath> outputs = [];
        SqliteStatement rows = _connection.Prepare("SELECT DISTINCT path FROM outputs");
        while (rows.Step())
        {
            outputs.Add(ProjectPath.Parse(rows.Text(0)));
        }

        outputs.Sort();
        return [.. outputs];
    }

    private ValueList<AttemptRecord> Attempts(TargetId target, int count)
    {
        List<AttemptRecord> attempts = [];
        SqliteStatement rows = _connection.Prepare(
            $"""
            SELECT {AttemptColumns}, {TransitionColumns} FROM attempts a JOIN targets USING(target)
            LEFT JOIN transitions x ON x.sequence =
              (SELECT max(sequence) FROM transitions y WHERE y.target = a.target AND y.run = a.run AND y.attempt = a.attempt)
            WHERE id = ? ORDER BY a.run DESC, a.attempt DESC LIMIT ?
            """);
        _ = rows.Bind(0, target.Value).Bind(1, count);
        while (rows.Step())
        {
            attempts.Add(ReadAttempt(rows, target));
        }

        return [.. attempts];
    }

    private AttemptRecord ReadAttempt(SqliteStatement rows, TargetId target)
    {
        AttemptId id = new(new RunId(_identity, (int)rows.Integer(0)), target, (int)rows.Integer(1));
        ResourceUsage usage = new(StoredTime.Duration(rows.Integer(4)), StoredTime.Duration(rows.Integer(5)), rows.Integer(6));
        return new AttemptRecord(
            id,
            StoredTime.Moment(rows.Integer(2)),
            rows.IsNull(3) ? null : StoredTime.Moment(rows.Integer(3)),
            rows.IsNull(9) ? new TargetState.Starting(id.Number) : ReadTransition(rows, 7).State,
            usage,
            _project.LogPath(id.Run.Number, target, id.Number));
    }

    private static TransitionRecord ReadTransition(SqliteStatement rows, int first = 0)
    {
        StoredState state = new(rows.Text(first + 2), (int)rows.Integer(first + 3))
        {
            Reason = rows.IsNull(first + 4) ? null : rows.Text(first + 4),
            Number = rows.IsNull(first + 5) ? null : rows.Integer(first + 5),
            Text = rows.IsNull(first + 6) ? null : rows.Text(first + 6),
            Until = rows.IsNull(first + 7) ? null : rows.Integer(first + 7),
        };
        return new TransitionRecord((int)rows.Integer(first), StoredTime.Moment(rows.Integer(first + 1)), StateCodec.Decode(state));
    }
}
