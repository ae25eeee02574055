using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage.Sqlite;

namespace Ketrew.Engine.Storage;

/// <summary>The history: rows are only ever added.</summary>
internal sealed class TransitionTable(SqliteConnection connection)
{
    private readonly SqliteStatement _add = connection.Prepare(
        "INSERT INTO transitions(run, target, at, state, attempt, reason, number, text, until) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)");

    public void Add(int run, long target, DateTimeOffset at, TargetState state)
    {
        StoredState row = StateCodec.Encode(state);
        _add.Bind(0, run).Bind(1, target).Bind(2, StoredTime.Of(at)).Bind(3, row.Name).Bind(4, row.Attempt)
            .Bind(5, row.Reason).Bind(6, row.Number).Bind(7, row.Text).Bind(8, row.Until).Run();
    }
}
