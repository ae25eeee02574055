using Ketrew.Engine.Storage.Sqlite;

namespace Ketrew.Engine.Storage;

/// <summary>Runs, with their counts.</summary>
internal sealed class RunTable(SqliteConnection connection)
{
    private readonly SqliteStatement _begin = connection.Prepare("INSERT INTO runs(started, targets, jobs, run) VALUES(?, ?, ?, ?) RETURNING run");
    private readonly SqliteStatement _end = connection.Prepare(
        """
        UPDATE runs SET ended = ?, succeeded = ?, up_to_date = ?, failed = ?, needs_failed = ?, killed = ?, withdrawn = ?,
          already_done = ?, detached = ?
        WHERE run = ?
        """);

    private readonly SqliteStatement _expect = connection.Prepare("UPDATE runs SET remaining = ?, remaining_at = ? WHERE run = ?");
    private readonly SqliteStatement _last = connection.Prepare("SELECT coalesce(max(run), 0), count(*) - count(ended) FROM runs");
    private readonly SqliteStatement _close = connection.Prepare("UPDATE runs SET ended = ?, is_interrupted = 1 WHERE ended IS NULL");

    /// <summary>Ends the runs that no engine ended.</summary>
    public void CloseInterrupted(DateTimeOffset at) => _close.Bind(0, StoredTime.Of(at)).Run();

    /// <summary>The number of the last run, 0 before the first, and whether some run has no end.</summary>
    public (int Run, bool IsAnyOpen) Last()
    {
        bool hasRow = _last.Step();
        (int, bool) last = hasRow ? ((int)_last.Integer(0), _last.Integer(1) > 0) : throw new System.Diagnostics.UnreachableException();
        _last.Reset();
        return last;
    }

    /// <param name="at">When.</param>
    /// <param name="targets">How many are asked for.</param>
    /// <param name="jobs">How many attempts may run at once.</param>
    /// <param name="number">Of the run; null for the next one.</param>
    public int Begin(DateTimeOffset at, int targets, int jobs, int? number)
    {
        bool hasRow = _begin.Bind(0, StoredTime.Of(at)).Bind(1, targets).Bind(2, jobs).Bind(3, number).Step();
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
