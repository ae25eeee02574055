using Ketrew.Engine.Storage.Sqlite;

namespace Ketrew.Engine.Storage;

/// <summary>Runs, with their counts.</summary>
internal sealed class RunTable(SqliteConnection connection)
{
    private readonly SqliteStatement _begin = connection.Prepare(
        "INSERT INTO runs(run, started, targets, jobs) VALUES(1 + max(?, (SELECT coalesce(max(run), 0) FROM runs)), ?, ?, ?) RETURNING run");

    private readonly SqliteStatement _end = connection.Prepare(
        """
        UPDATE runs SET ended = ?, succeeded = ?, up_to_date = ?, failed = ?, needs_failed = ?, killed = ?, withdrawn = ?,
          already_done = ?, detached = ?
        WHERE run = ?
        """);

    private readonly SqliteStatement _expect = connection.Prepare("UPDATE runs SET remaining = ?, remaining_at = ? WHERE run = ?");
    private readonly SqliteStatement _close = connection.Prepare("UPDATE runs SET ended = ?, is_interrupted = 1 WHERE ended IS NULL");

    /// <summary>Ends the runs that no engine ended.</summary>
    public void CloseInterrupted(DateTimeOffset at) => _close.Bind(0, StoredTime.Of(at)).Run();

    /// <param name="above">The new run's number is higher than this.</param>
    /// <param name="at">When it began.</param>
    /// <param name="targets">How many it is asked for.</param>
    /// <param name="jobs">How many run at once.</param>
    public int Begin(int above, DateTimeOffset at, int targets, int jobs)
    {
        bool hasRow = _begin.Bind(0, above).Bind(1, StoredTime.Of(at)).Bind(2, targets).Bind(3, jobs).Step();
        int run = hasRow ? (int)_begin.Integer(0) : throw new System.Diagnostics.UnreachableException();
        _begin.Reset();
        return run;
    }

    public void End(int run, DateTimeOffset at, RunCounts counts) =>
        _end.Bind(0, StoredTime.Of(at)).Bind(1, counts.Succeeded).Bind(2, counts.UpToDate).Bind(3, counts.Failed)
            .Bind(4, counts.NeedsFailed).Bind(5, counts.Killed).Bind(6, counts.Withdrawn)
            .Bind(7, counts.AlreadyDone).Bind(8, counts.Detached).Bind(9, run).Run();

    public void Expect(int run, DateTimeOffset at, TimeSpan remaining) =>
        _expect.Bind(0, StoredTime.Of(remaining)).Bind(1, StoredTime.Of(at)).Bind(2, run).Run();
}
