using Ketrew.Engine.Storage.Sqlite;

namespace Ketrew.Faults.Tests.Harness;

/// <summary>What a state database holds. A copy is read, so that the next engine finds the database as the last one left it.</summary>
internal sealed class StoredState
{
    private StoredState(SqliteConnection database)
    {
        Integrity = database.Text("PRAGMA integrity_check");
        if (database.Text("SELECT count(*) FROM sqlite_master WHERE name = 'runs'") == "0")
        {
            // The first engine died before it had made the tables, all of them in one transaction.
            return;
        }

        Runs = [.. Read(database, "SELECT run, '', 0, '', ended IS NULL FROM runs")];
        Attempts = [.. Read(database, "SELECT run, id, attempt, backend, ended IS NULL FROM attempts JOIN targets USING(target)")];
        Transitions =
            [.. Read(database, "SELECT run, id, attempt, state, 0 FROM transitions JOIN targets USING(target) ORDER BY sequence")];
        Successes = [.. Read(database, "SELECT run, id, attempt, '', 0 FROM successes JOIN targets USING(target)")];
    }

    /// <summary>What SQLite says of its file: <c>ok</c>.</summary>
    public string Integrity { get; }

    /// <summary>Every run, open when its end is not stored.</summary>
    public IReadOnlyList<StoredRow> Runs { get; } = [];

    /// <summary>Every attempt, with its backend; open when its end is not stored.</summary>
    public IReadOnlyList<StoredRow> Attempts { get; } = [];

    /// <summary>The history, with the name of the state.</summary>
    public IReadOnlyList<StoredRow> Transitions { get; } = [];

    /// <summary>The attempts that succeeded last.</summary>
    public IReadOnlyList<StoredRow> Successes { get; } = [];

    public static StoredState Read(string stateDirectory)
    {
        string copy = Directory.CreateTempSubdirectory("ketrew-state-").FullName;
        try
        {
            foreach (string name in new[] { "state.db", "state.db-wal" }.Where(name => File.Exists(Path.Combine(stateDirectory, name))))
            {
                File.Copy(Path.Combine(stateDirectory, name), Path.Combine(copy, name));
            }

            using SqliteConnection database = new(Path.Combine(copy, "state.db"), isReadOnly: false);
            return new StoredState(database);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static List<StoredRow> Read(SqliteConnection database, string query)
    {
        List<StoredRow> read = [];
        SqliteStatement rows = database.Prepare(query);
        while (rows.Step())
        {
            read.Add(new StoredRow((int)rows.Integer(0), rows.Text(1), (int)rows.Integer(2), rows.Text(3), rows.Integer(4) != 0));
        }

        return read;
    }
}
