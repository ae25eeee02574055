using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>How long targets took when they succeeded last.</summary>
internal static class DurationTable
{
    private const string Query =
        """
        SELECT t.id, max(0, a.ended - coalesce(a.started, a.intended))
        FROM successes s JOIN targets t USING(target)
        JOIN attempts a ON a.target = s.target AND a.attempt = s.attempt
          AND a.run = coalesce((SELECT run FROM attempts o WHERE o.adopted_by = s.run AND o.target = s.target AND o.attempt = s.attempt), s.run)
        WHERE a.ended IS NOT NULL
        """;

    /// <summary>By target index; null for those that never succeeded.</summary>
    public static TimeSpan?[] Load(SqliteConnection connection, TargetGraph graph)
    {
        TimeSpan?[] durations = new TimeSpan?[graph.Count];
        SqliteStatement rows = connection.Prepare(Query);
        while (rows.Step())
        {
            if (graph.TryFind(new TargetId(rows.Text(0)), out int index))
            {
                durations[index] = StoredTime.Duration(rows.Integer(1));
            }
        }

        return durations;
    }

    /// <summary>Likewise, for a few targets of many.</summary>
    public static TimeSpan?[] LoadEach(SqliteConnection connection, TargetGraph graph)
    {
        TimeSpan?[] durations = new TimeSpan?[graph.Count];
        SqliteStatement row = connection.Prepare($"{Query} AND t.id = ?");
        for (int index = 0; index < graph.Count; index++)
        {
            if (row.Bind(0, graph[index].Id.Value).Step())
            {
                durations[index] = StoredTime.Duration(row.Integer(1));
            }

            row.Reset();
        }

        return durations;
    }
}
