using Ketrew.Engine.Storage.Sqlite;

namespace Ketrew.Engine.Storage;

/// <summary>Reads runs.</summary>
internal sealed class RunQuery(SqliteConnection connection)
{
    private const string Columns =
        """
        run, started, ended, is_interrupted, targets, succeeded, up_to_date, failed, needs_failed, killed, withdrawn,
          already_done, detached, jobs, remaining, remaining_at
        """;

    private readonly SqliteStatement _latest = connection.Prepare($"SELECT {Columns} FROM runs ORDER BY run DESC LIMIT ?");
    private readonly SqliteStatement _one = connection.Prepare($"SELECT {Columns} FROM runs WHERE run = ?");

    public List<RunRecord> Latest(int count) => Read(_latest.Bind(0, count));

    public RunRecord? Find(int run) => Read(_one.Bind(0, run)) is [var found] ? found : null;

    private static List<RunRecord> Read(SqliteStatement rows)
    {
        List<RunRecord> runs = [];
        while (rows.Step())
        {
            runs.Add(new RunRecord(
                (int)rows.Integer(0), StoredTime.Moment(rows.Integer(1)), StoredTime.Moment(rows.IntegerOrNull(2)), rows.Integer(3) == 1,
                (int)rows.Integer(4), ReadCounts(rows))
            {
                Jobs = (int?)rows.IntegerOrNull(13),
                Remaining = rows.IntegerOrNull(14) is { } remaining && StoredTime.Moment(rows.IntegerOrNull(15)) is { } at
                    ? new RemainingEstimate(at, StoredTime.Duration(remaining))
                    : null,
            });
        }

        rows.Reset();
        return runs;
    }

    private static RunCounts ReadCounts(SqliteStatement rows) => new()
    {
        Succeeded = (int)rows.Integer(5),
        UpToDate = (int)rows.Integer(6),
        Failed = (int)rows.Integer(7),
        NeedsFailed = (int)rows.Integer(8),
        Killed = (int)rows.Integer(9),
        Withdrawn = (int)rows.Integer(10),
        AlreadyDone = (int)rows.Integer(11),
        Detached = (int)rows.Integer(12),
    };
}
