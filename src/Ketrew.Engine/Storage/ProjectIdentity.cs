using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Storage;

/// <summary>Tells a project that was moved from a copy of one: two projects of one identity would take each other's attempts for their own.</summary>
internal static class ProjectIdentity
{
    private const string Identity = "SELECT value FROM meta WHERE name = 'project'";

    /// <summary>Gives a copy an identity of its own. Attempts that were open when it was copied stay those of the original.</summary>
    public static void Settle(SqliteConnection connection, ProjectDirectory project)
    {
        string? root = Root(connection);
        if (root == project.Root)
        {
            return;
        }

        connection.Execute("BEGIN IMMEDIATE");
        if (root is not null && Holds(new ProjectDirectory(root), connection.Text(Identity)))
        {
            connection.Execute(
                """
                UPDATE meta SET value = lower(hex(randomblob(8))) WHERE name = 'project';
                UPDATE attempts SET ended = coalesce(started, intended) WHERE ended IS NULL;
                """);
        }

        connection.Prepare("INSERT OR REPLACE INTO meta VALUES('root', ?)").Bind(0, project.Root).Run();
        connection.Execute("COMMIT");
    }

    private static string? Root(SqliteConnection connection) =>
        connection.Scalar("SELECT count(*) FROM meta WHERE name = 'root'") == 0 ? null : connection.Text("SELECT value FROM meta WHERE name = 'root'");

    private static bool Holds(ProjectDirectory project, string identity)
    {
        if (!File.Exists(project.DatabasePath))
        {
            return false;
        }

        try
        {
            using SqliteConnection other = new(project.DatabasePath, isReadOnly: true);
            return other.Text(Identity) == identity;
        }
        catch (KetrewException)
        {
            // Whatever lies there now is not the project that was.
            return false;
        }
    }
}
