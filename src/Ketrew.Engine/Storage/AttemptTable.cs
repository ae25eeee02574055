using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Storage;

/// <summary>Attempts: intended, begun, taken over, ended.</summary>
internal sealed class AttemptTable(SqliteConnection connection)
{
    private readonly SqliteStatement _intend = connection.Prepare(
        """
        INSERT INTO attempts(run, target, attempt, intended, backend, fingerprint, ready, released_by, held_by, outputs, keeps_outputs)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly SqliteStatement _forget = connection.Prepare("DELETE FROM attempts WHERE run = ? AND target = ? AND attempt = ?");

    private readonly SqliteStatement _start =
        connection.Prepare("UPDATE attempts SET started = ?, handle = ?, host = ? WHERE run = ? AND target = ? AND attempt = ?");

    private readonly SqliteStatement _startAndEnd = connection.Prepare(
        "UPDATE attempts SET started = ?, handle = ?, host = ?, ended = ?, user_time = ?, system_time = ?, peak_bytes = ? WHERE run = ? AND target = ? AND attempt = ?");

    private readonly SqliteStatement _end = connection.Prepare(
        "UPDATE attempts SET ended = ?, user_time = ?, system_time = ?, peak_bytes = ? WHERE run = ? AND target = ? AND attempt = ?");

    private readonly SqliteStatement _adopt = connection.Prepare("UPDATE attempts SET adopted_by = ? WHERE run = ? AND target = ? AND attempt = ?");

    private readonly SqliteStatement _lastRun =
        connection.Prepare("SELECT coalesce(adopted_by, run) FROM attempts WHERE run = ? AND target = ? AND attempt = ?");

    private readonly SqliteStatement _find =
        connection.Prepare("SELECT 1 FROM attempts JOIN targets USING(target) WHERE run = ? AND id = ? AND attempt = ?");

    // Beginnings that are written with their end, or before anything is made permanent: a short attempt begins and ends in one transaction.
    private readonly Dictionary<AttemptKey, (DateTimeOffset At, string Handle, string Host)> _begun = [];

    public bool Contains(AttemptId id)
    {
        bool isKnown = _find.Bind(0, id.Run.Number).Bind(1, id.Target.Value).Bind(2, id.Number).Step();
        _find.Reset();
        return isKnown;
    }

    public void Intend(int run, long target, AttemptIntent intent, long? releasedBy)
    {
        Span<byte> fingerprint = stackalloc byte[Digest.SizeInBytes];
        intent.Fingerprint.CopyTo(fingerprint);
        _intend.Bind(0, run).Bind(1, target).Bind(2, intent.Number).Bind(3, StoredTime.Of(intent.At)).Bind(4, intent.Backend)
            .Bind(5, fingerprint).Bind(6, StoredTime.Of(intent.ReadyAt)).Bind(7, releasedBy).Bind(8, intent.HeldBy)
            .Bind(9, string.Join('\n', intent.Outputs)).Bind(10, intent.KeepsOutputs ? 1 : 0).Run();
    }

    public void Forget(AttemptKey key) => _forget.Bind(0, key.Run).Bind(1, key.Target).Bind(2, key.Number).Run();

    public void Start(AttemptKey key, DateTimeOffset at, string handle, string host) => _begun[key] = (at, handle, host);

    public void End(AttemptKey key, DateTimeOffset at, ResourceUsage usage)
    {
        SqliteStatement end = _end;
        int first = 0;
        if (_begun.Remove(key, out (DateTimeOffset At, string Handle, string Host) begun))
        {
            (end, first) = (_startAndEnd, 3);
            _ = end.Bind(0, StoredTime.Of(begun.At)).Bind(1, begun.Handle).Bind(2, begun.Host);
        }

        end.Bind(first, StoredTime.Of(at)).Bind(first + 1, StoredTime.Of(usage.UserTime)).Bind(first + 2, StoredTime.Of(usage.SystemTime))
            .Bind(first + 3, usage.PeakMemoryBytes).Bind(first + 4, key.Run).Bind(first + 5, key.Target).Bind(first + 6, key.Number).Run();
    }

    /// <summary>Writes what waits to be written with something else.</summary>
    public void Flush()
    {
        foreach ((AttemptKey key, (DateTimeOffset at, string handle, string host)) in _begun)
        {
            _start.Bind(0, StoredTime.Of(at)).Bind(1, handle).Bind(2, host).Bind(3, key.Run).Bind(4, key.Target).Bind(5, key.Number).Run();
        }

        _begun.Clear();
    }

    public void Adopt(AttemptKey key, int run) =>
        _adopt.Bind(0, run).Bind(1, key.Run).Bind(2, key.Target).Bind(3, key.Number).Run();

    /// <summary>The run whose engine had the attempt last: transitions of the attempt belong to that one.</summary>
    public int LastRun(AttemptKey key)
    {
        bool isKnown = _lastRun.Bind(0, key.Run).Bind(1, key.Target).Bind(2, key.Number).Step();
        int run = isKnown ? (int)_lastRun.Integer(0) : key.Run;
        _lastRun.Reset();
        return run;
    }

    /// <summary>Attempts of any run whose own end was never seen.</summary>
    public List<UnfinishedAttempt> Unfinished(string project)
    {
        Flush();
        List<UnfinishedAttempt> attempts = [];
        SqliteStatement rows = connection.Prepare(
            """
            SELECT run, id, attempt, handle, backend, fingerprint, coalesce(started, intended), outputs, coalesce(adopted_by, run), keeps_outputs
            FROM attempts INDEXED BY attempts_unfinished JOIN targets USING(target)
            WHERE ended IS NULL ORDER BY run, id, attempt
            """);
        while (rows.Step())
        {
            AttemptId id = new(new RunId(project, (int)rows.Integer(0)), new TargetId(rows.Text(1)), (int)rows.Integer(2));
            attempts.Add(new UnfinishedAttempt(
                new AttemptReference(id, rows.Text(3)),
                rows.Text(4),
                rows.IsNull(5) ? null : Digest.FromBytes(rows.Blob(5)),
                StoredTime.Moment(rows.Integer(6)),
                rows.IsNull(7) ? null : Paths(rows.Text(7)))
            {
                LastRun = (int)rows.Integer(8),
                KeepsOutputs = rows.Integer(9) != 0,
            });
        }

        return attempts;
    }

    private static ValueList<ProjectPath> Paths(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ProjectPath.Parse)];
}
