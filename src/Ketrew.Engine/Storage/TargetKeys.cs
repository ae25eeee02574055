using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>Gives targets the small numbers under which the other tables know them.</summary>
internal sealed class TargetKeys(SqliteConnection connection)
{
    private const long Unknown = 0;

    private readonly SqliteStatement _find = connection.Prepare("SELECT target FROM targets WHERE id = ?");
    private readonly SqliteStatement _add = connection.Prepare("INSERT INTO targets(id) VALUES(?) RETURNING target");
    private long[] _known = [];

    /// <summary>Makes room for the targets of a graph.</summary>
    public void Use(TargetGraph graph) => _known = new long[graph.Count];

    /// <summary>The key of a target, made when it has none.</summary>
    public long Key(int index, TargetId id)
    {
        if (_known[index] == Unknown)
        {
            _known[index] = Key(id);
        }

        return _known[index];
    }

    /// <summary>The key of a target that may be of an older plan.</summary>
    public long Key(TargetId id) => Find(_find, id) is > Unknown and long found ? found : Find(_add, id);

    /// <summary>Tells a key that another query saw.</summary>
    public void Remember(int index, long key) => _known[index] = key;

    private static long Find(SqliteStatement statement, TargetId id)
    {
        long key = statement.Bind(0, id.Value).Step() ? statement.Integer(0) : Unknown;
        statement.Reset();
        return key;
    }
}
