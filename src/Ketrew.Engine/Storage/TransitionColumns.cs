using Ketrew.Engine.Storage.Sqlite;

namespace Ketrew.Engine.Storage;

/// <summary>How queries name the columns of a transition <c>x</c>, and read them.</summary>
internal static class TransitionColumns
{
    public const string Names = "x.run, x.at, x.state, x.attempt, x.reason, x.number, x.text, x.until";

    /// <summary>How many there are.</summary>
    public const int Count = 8;

    /// <summary>False when the row has none, by an outer join.</summary>
    public static bool IsThere(SqliteStatement rows, int first) => !rows.IsNull(first);

    public static TransitionRecord Read(SqliteStatement rows, int first)
    {
        StoredState state = new(rows.Text(first + 2), (int)rows.Integer(first + 3))
        {
            Reason = rows.TextOrNull(first + 4),
            Number = rows.IntegerOrNull(first + 5),
            Text = rows.TextOrNull(first + 6),
            Until = rows.IntegerOrNull(first + 7),
        };
        return new TransitionRecord((int)rows.Integer(first), StoredTime.Moment(rows.Integer(first + 1)), StateCodec.Decode(state));
    }
}
