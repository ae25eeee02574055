using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Storage.Sqlite;

/// <summary>One open database. Used by one thread at a time.</summary>
internal sealed class SqliteConnection : IDisposable
{
    /// <summary>The path of a database that is no file and ends with its connection.</summary>
    public const string InMemory = ":memory:";

    private const int BusyMilliseconds = 5000;
    private const int AllPages = -1;

    private readonly string _path;
    private readonly List<SqliteStatement> _statements = [];
    private nint _database;

    public SqliteConnection(string path, bool isReadOnly)
    {
        _path = path;
        int flags = (isReadOnly ? SqliteLibrary.OpenReadOnly : SqliteLibrary.OpenReadWrite | SqliteLibrary.OpenCreate) | SqliteLibrary.OpenNoMutex;
        int code = SqliteLibrary.Open(path, out _database, flags, 0);
        if (code != SqliteLibrary.Ok)
        {
            KetrewException failure = Failure(code, "opened");
            Dispose();
            throw failure;
        }

        _ = SqliteLibrary.BusyTimeout(_database, BusyMilliseconds);
    }

    /// <summary>Everything that is committed now, in memory: what is done to the copy, the file never sees.</summary>
    public SqliteConnection CopyToMemory()
    {
        SqliteConnection copy = new(InMemory, isReadOnly: false);
        nint backup = SqliteLibrary.BeginBackup(copy._database, "main", _database, "main");
        if (backup != 0 && SqliteLibrary.StepBackup(backup, AllPages) == SqliteLibrary.Done)
        {
            _ = SqliteLibrary.EndBackup(backup);
            return copy;
        }

        KetrewException failure = Failure(SqliteLibrary.EndBackup(backup), "copied");
        copy.Dispose();
        throw failure;
    }

    /// <summary>A statement that lives as long as the connection.</summary>
    public SqliteStatement Prepare(string sql)
    {
        SqliteStatement statement = new(this, sql);
        _statements.Add(statement);
        return statement;
    }

    public nint PrepareNow(string sql)
    {
        Check(SqliteLibrary.Prepare(_database, sql, -1, out nint statement, 0), "prepared for a query");
        return statement;
    }

    /// <summary>Runs statements whose results nobody needs.</summary>
    public void Execute(string sql) => Check(SqliteLibrary.Execute(_database, sql, 0, 0, 0), "changed");

    /// <summary>The number in the first column of the first row.</summary>
    public long Scalar(string sql)
    {
        SqliteStatement statement = Prepare(sql);
        long value = statement.Step() ? statement.Integer(0) : 0;
        statement.Reset();
        return value;
    }

    /// <summary>The text in the first column of the first row.</summary>
    public string Text(string sql)
    {
        SqliteStatement statement = Prepare(sql);
        string value = statement.Step() ? statement.Text(0) : "";
        statement.Reset();
        return value;
    }

    public void Check(int code, string what)
    {
        if (code is not (SqliteLibrary.Ok or SqliteLibrary.Row or SqliteLibrary.Done))
        {
            throw Failure(code, what);
        }
    }

    public void Dispose()
    {
        _statements.ForEach(statement => statement.Release());
        if (_database != 0)
        {
            _ = SqliteLibrary.Close(_database);
            _database = 0;
        }
    }

    private KetrewException Failure(int code, string what)
    {
        string said = _database == 0 ? $"code {code}" : SqliteLibrary.Message(_database);
        return new KetrewException($"The state database {_path} can't be {what}: {said} (SQLite code {code}).")
        {
            IsRecoverable = (code & 0xFF) == SqliteLibrary.Busy,
            Hint = (code & 0xFF) switch
            {
                SqliteLibrary.NotADatabase or SqliteLibrary.Corrupt => "`ketrew clean` forgets it; everything is then run again",
                SqliteLibrary.Full => "make room on the disk and run again",
                SqliteLibrary.InputOutput => "see whether its disk has room and works, and run again",
                SqliteLibrary.ReadOnly or SqliteLibrary.CannotOpen => "make the directory writable and run again",
                _ => null,
            },
        };
    }
}
