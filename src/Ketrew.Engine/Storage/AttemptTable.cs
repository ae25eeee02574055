using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Storage;

/// <summary>Attempts: intended, begun, ended.</summary>
internal sealed class AttemptTable(SqliteConnection connection)
{
    private readonly SqliteStatement _intend =
        connection.Prepare("INSERT INTO attempts(run, target, attempt, intended) VALUES(?, ?, ?, ?)");

    private readonly SqliteStatement _start =
        connection.Prepare("UPDATE attempts SET started = ?, handle = ? WHERE run = ? AND target = ? AND attempt = ?");

    private readonly SqliteStatement _end = connection.Prepare(
        "UPDATE attempts SET ended = ?, user_time = ?, system_time = ?, peak_bytes = ? WHERE run = ? AND target = ? AND attempt = ?");

    public void Intend(int run, long target, int attempt, DateTimeOffset at) =>
        _intend.Bind(0, run).Bind(1, target).Bind(2, attempt).Bind(3, StoredTime.Of(at)).Run();

    public void Start(int run, long target, int attempt, DateTimeOffset at, string handle) =>
        _start.Bind(0, StoredTime.Of(at)).Bind(1, handle).Bind(2, run).Bind(3, target).Bind(4, attempt).Run();

    public void End(int run, long target, int attempt, DateTimeOffset at, ResourceUsage usage) =>
        _end.Bind(0, StoredTime.Of(at)).Bind(1, StoredTime.Of(usage.UserTime)).Bind(2, StoredTime.Of(usage.SystemTime))
            .Bind(3, usage.PeakMemoryBytes).Bind(4, run).Bind(5, target).Bind(6, attempt).Run();

    /// <summary>Attempts of runs that never ended, whose own end was never seen.</summary>
    public List<AttemptReference> Unfinished(string project)
    {
        List<AttemptReference> attempts = [];
        SqliteStatement rows = connection.Prepare(
            """
            SELECT a.run, id, attempt, handle FROM runs r JOIN attempts a USING(run) JOIN targets USING(target)
            WHERE r.ended IS NULL AND a.ended IS NULL ORDER BY a.run, id, attempt
            """);
        while (rows.Step())
        {
            RunId run = new(project, (int)rows.Integer(0));
            attempts.Add(new AttemptReference(new AttemptId(run, new TargetId(rows.Text(1)), (int)rows.Integer(2)), rows.Text(3)));
        }

        return attempts;
    }
}
