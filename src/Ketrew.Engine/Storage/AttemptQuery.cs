using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Storage;

/// <summary>Reads attempts, each with the state it came to: one query however many there are.</summary>
internal sealed class AttemptQuery
{
    private const string Columns =
        """
        a.run, t.id, a.attempt, a.intended, a.backend, a.host, a.ready, a.started, a.ended, r.id, a.held_by, a.adopted_by,
          a.user_time, a.system_time, a.peak_bytes, a.handle
        """;

    private const int ColumnCount = 16;

    private readonly ProjectDirectory _project;
    private readonly string _identity;
    private readonly SqliteStatement _ofTarget;
    private readonly SqliteStatement _ofRun;
    private readonly SqliteStatement _lastOfEach;

    public AttemptQuery(SqliteConnection connection, ProjectDirectory project, string identity)
    {
        _project = project;
        _identity = identity;
        _ofTarget = connection.Prepare(Select("coalesce(a.adopted_by, a.run)", "targets t JOIN attempts a USING(target)", "t.id = ?1 ORDER BY a.run DESC, a.attempt DESC LIMIT ?2"));
        // One that two later runs took over, one after the other, was in the run between them, too.
        _ofRun = connection.Prepare(Select(
            "?1",
            """
            (SELECT * FROM attempts WHERE run = ?1
             UNION ALL SELECT * FROM attempts WHERE adopted_by = ?1
             UNION ALL SELECT * FROM attempts b WHERE adopted_by > ?1 AND run < ?1
               AND EXISTS (SELECT 1 FROM transitions y WHERE y.target = b.target AND y.run = ?1 AND y.attempt = b.attempt)) a
            JOIN targets t USING(target)
            """,
            "TRUE ORDER BY a.run, a.attempt"));
        // A cross join is an order to SQLite: from each target to its last attempt, not through all attempts.
        _lastOfEach = connection.Prepare(Select(
            "coalesce(a.adopted_by, a.run)",
            """
            targets t CROSS JOIN attempts a ON a.target = t.target AND a.run = (SELECT max(run) FROM attempts b WHERE b.target = t.target)
              AND a.attempt = (SELECT max(attempt) FROM attempts b WHERE b.target = t.target AND b.run = a.run)
            """,
            "TRUE"));
    }

    /// <summary>Those of a target, the latest first.</summary>
    public IEnumerable<AttemptRecord> OfTarget(TargetId target, int count) => Read(_ofTarget.Bind(0, target.Value).Bind(1, count));

    /// <summary>Those that an engine had in a run, in the order of their numbers, each with its last state in that run.</summary>
    public IEnumerable<AttemptRecord> OfRun(int run) => Read(_ofRun.Bind(0, run));

    /// <summary>The latest of each target.</summary>
    public IEnumerable<AttemptRecord> LastOfEach() => Read(_lastOfEach);

    private static string Select(string run, string from, string where) =>
        $"""
        SELECT {Columns}, {TransitionColumns.Names} FROM {from}
        LEFT JOIN targets r ON r.target = a.released_by
        LEFT JOIN transitions x ON x.sequence =
          (SELECT max(sequence) FROM transitions y WHERE y.target = a.target AND y.run = {run} AND y.attempt = a.attempt)
        WHERE {where}
        """;

    private IEnumerable<AttemptRecord> Read(SqliteStatement rows)
    {
        try
        {
            while (rows.Step())
            {
                yield return ReadRow(rows);
            }
        }
        finally
        {
            rows.Reset();
        }
    }

    private AttemptRecord ReadRow(SqliteStatement rows)
    {
        AttemptId id = new(new RunId(_identity, (int)rows.Integer(0)), new TargetId(rows.Text(1)), (int)rows.Integer(2));
        return new AttemptRecord(id, StoredTime.Moment(rows.Integer(3)), StateOf(rows, id), _project.LogPath(id.Run.Number, id.Target, id.Number))
        {
            Backend = rows.Text(4),
            Host = rows.Text(5),
            Handle = rows.TextOrNull(15) ?? "",
            Ready = StoredTime.Moment(rows.IntegerOrNull(6)),
            Started = StoredTime.Moment(rows.IntegerOrNull(7)),
            Ended = StoredTime.Moment(rows.IntegerOrNull(8)),
            ReleasedBy = rows.TextOrNull(9) is { } need ? new TargetId(need) : null,
            HeldBy = rows.TextOrNull(10),
            AdoptedBy = (int?)rows.IntegerOrNull(11),
            Usage = new ResourceUsage(StoredTime.Duration(rows.Integer(12)), StoredTime.Duration(rows.Integer(13)), rows.Integer(14)),
        };
    }

    // Nobody is told that an attempt is starting, so that its target was ready is the last thing that was stored.
    private static TargetState StateOf(SqliteStatement rows, AttemptId id) =>
        TransitionColumns.IsThere(rows, ColumnCount) && TransitionColumns.Read(rows, ColumnCount).State is { } state and not TargetState.Ready
            ? state
            : new TargetState.Starting(id.Number);
}
