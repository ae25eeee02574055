using System.Globalization;
using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Engine.Storage;

/// <summary>The tables, and how older databases become today's. A step that was released is never edited.</summary>
internal static class Schema
{
    private static readonly string[] _steps =
    [
        """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        INSERT INTO meta VALUES('project', lower(hex(randomblob(8))));
        CREATE TABLE targets(target INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
        CREATE TABLE runs(
          run INTEGER PRIMARY KEY AUTOINCREMENT, started INTEGER NOT NULL, ended INTEGER,
          targets INTEGER NOT NULL, succeeded INTEGER NOT NULL DEFAULT 0, up_to_date INTEGER NOT NULL DEFAULT 0,
          failed INTEGER NOT NULL DEFAULT 0, needs_failed INTEGER NOT NULL DEFAULT 0,
          killed INTEGER NOT NULL DEFAULT 0, withdrawn INTEGER NOT NULL DEFAULT 0,
          is_interrupted INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE attempts(
          run INTEGER NOT NULL, target INTEGER NOT NULL, attempt INTEGER NOT NULL,
          intended INTEGER NOT NULL, started INTEGER, ended INTEGER, handle TEXT NOT NULL DEFAULT '',
          user_time INTEGER, system_time INTEGER, peak_bytes INTEGER,
          PRIMARY KEY(run, target, attempt)) WITHOUT ROWID;
        CREATE INDEX attempts_by_target ON attempts(target, run, attempt);
        CREATE TABLE transitions(
          sequence INTEGER PRIMARY KEY, run INTEGER NOT NULL, target INTEGER NOT NULL, at INTEGER NOT NULL,
          state TEXT NOT NULL, attempt INTEGER NOT NULL, reason TEXT, number INTEGER, text TEXT, until INTEGER);
        CREATE INDEX transitions_by_target ON transitions(target, sequence);
        CREATE TABLE successes(
          target INTEGER PRIMARY KEY, fingerprint BLOB NOT NULL, outcome BLOB NOT NULL,
          run INTEGER NOT NULL, attempt INTEGER NOT NULL);
        CREATE TABLE parts(
          target INTEGER NOT NULL, position INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
          PRIMARY KEY(target, position)) WITHOUT ROWID;
        CREATE TABLE outputs(
          target INTEGER NOT NULL, path TEXT NOT NULL, content TEXT NOT NULL,
          PRIMARY KEY(target, path)) WITHOUT ROWID;
        CREATE TABLE files(
          path TEXT PRIMARY KEY, kind INTEGER NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
          inode INTEGER NOT NULL, digest BLOB NOT NULL, recorded INTEGER NOT NULL) WITHOUT ROWID;
        """,
        """
        ALTER TABLE attempts ADD COLUMN backend TEXT NOT NULL DEFAULT 'local';
        ALTER TABLE attempts ADD COLUMN host TEXT NOT NULL DEFAULT '';
        ALTER TABLE attempts ADD COLUMN fingerprint BLOB;
        ALTER TABLE attempts ADD COLUMN ready INTEGER;
        ALTER TABLE attempts ADD COLUMN released_by INTEGER;
        ALTER TABLE attempts ADD COLUMN held_by TEXT;
        ALTER TABLE attempts ADD COLUMN adopted_by INTEGER;
        ALTER TABLE attempts ADD COLUMN outputs TEXT;
        CREATE INDEX attempts_unfinished ON attempts(run) WHERE ended IS NULL;
        CREATE INDEX attempts_adopted ON attempts(adopted_by, target) WHERE adopted_by IS NOT NULL;
        ALTER TABLE runs ADD COLUMN detached INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE runs ADD COLUMN already_done INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE runs ADD COLUMN jobs INTEGER;
        ALTER TABLE runs ADD COLUMN remaining INTEGER;
        ALTER TABLE runs ADD COLUMN remaining_at INTEGER;
        DROP INDEX transitions_by_target;
        CREATE INDEX transitions_by_target ON transitions(target, run);
        """,
        """
        ALTER TABLE attempts ADD COLUMN keeps_outputs INTEGER NOT NULL DEFAULT 0;
        """,
        // One row per success instead of seven: see PartsText.
        """
        CREATE TABLE described(target INTEGER PRIMARY KEY, parts TEXT NOT NULL);
        INSERT INTO described
          SELECT target, group_concat(kind || ' ' || length(CAST(name AS BLOB)) || ' ' || length(CAST(value AS BLOB)) || ':' || name || value, '')
          FROM (SELECT * FROM parts ORDER BY target, position) GROUP BY target;
        DROP TABLE parts;
        """,
    ];

    /// <summary>Brings a database to today's version, in one transaction.</summary>
    /// <exception cref="KetrewException">A newer program wrote it.</exception>
    public static void Migrate(SqliteConnection connection, string path)
    {
        int version = (int)connection.Scalar("PRAGMA user_version");
        if (version > _steps.Length)
        {
            throw new KetrewException(
                $"The state database {path} has version {version}; this program knows versions up to {_steps.Length}.")
            {
                Hint = "use the newer ketrew that wrote it",
            };
        }

        if (version == _steps.Length)
        {
            return;
        }

        connection.Execute("BEGIN IMMEDIATE");
        foreach (string step in _steps[version..])
        {
            connection.Execute(step);
        }

        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {_steps.Length}; COMMIT"));
    }

    /// <summary>False for a database that an older program wrote.</summary>
    public static bool IsCurrent(SqliteConnection connection) => connection.Scalar("PRAGMA user_version") >= _steps.Length;
}
