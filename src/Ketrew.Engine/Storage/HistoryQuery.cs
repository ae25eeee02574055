using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>Reads transitions. What came after what is told by their sequence: a clock may be set back.</summary>
internal sealed class HistoryQuery(SqliteConnection connection)
{
    private readonly SqliteStatement _ofTarget = connection.Prepare(
        $"SELECT {TransitionColumns.Names} FROM transitions x JOIN targets USING(target) WHERE id = ? ORDER BY sequence");

    private readonly SqliteStatement _last = connection.Prepare(
        $"""
        SELECT {TransitionColumns.Names}, t.id FROM (SELECT target, max(sequence) AS sequence FROM transitions GROUP BY target)
        JOIN transitions x USING(sequence) JOIN targets t ON t.target = x.target
        """);

    private readonly SqliteStatement _lastOfRun = connection.Prepare(
        $"""
        SELECT {TransitionColumns.Names}, t.id FROM targets t
        JOIN transitions x ON x.sequence = (SELECT max(sequence) FROM transitions y WHERE y.target = t.target AND y.run = ?)
        """);

    /// <summary>Everything that happened to a target, the oldest first.</summary>
    public List<TransitionRecord> OfTarget(TargetId target)
    {
        List<TransitionRecord> history = [];
        _ = _ofTarget.Bind(0, target.Value);
        while (_ofTarget.Step())
        {
            history.Add(TransitionColumns.Read(_ofTarget, 0));
        }

        _ofTarget.Reset();
        return history;
    }

    /// <summary>The last thing that happened to each target.</summary>
    public List<(TargetId Target, TransitionRecord Last)> Last() => ReadLast(_last);

    /// <summary>The last thing that happened in a run to each target that something happened to.</summary>
    public List<(TargetId Target, TransitionRecord Last)> LastOf(int run) => ReadLast(_lastOfRun.Bind(0, run));

    private static List<(TargetId Target, TransitionRecord Last)> ReadLast(SqliteStatement rows)
    {
        List<(TargetId Target, TransitionRecord Last)> all = [];
        while (rows.Step())
        {
            all.Add((new TargetId(rows.Text(TransitionColumns.Count)), TransitionColumns.Read(rows, 0)));
        }

        rows.Reset();
        return all;
    }
}
