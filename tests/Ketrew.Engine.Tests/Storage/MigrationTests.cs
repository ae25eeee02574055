using Ketrew.Engine.Automaton;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage;
using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.TestSupport;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Storage;

/// <summary>Every version that was ever released has a folder in <c>testdata/state</c>, and opens for ever.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly Project _project = new();

    public static TheoryData<string> Versions { get; } =
        [.. Directory.GetDirectories(Path.Combine(Repository.Root, "testdata", "state"), "v*").Select(Path.GetFileName).OfType<string>()];

    public void Dispose() => _project.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_old_database_answers_as_ever_once_an_engine_opened_it(string version)
    {
        _ = Use(version);
        _project.Open().Dispose();

        using StateStore store = StateStore.OpenToRead(_project.Directory);

        await Verify(StateDescription.Of(store.Queries), version);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_old_database_is_read_without_being_changed(string version)
    {
        byte[] before = Use(version);
        string seen;
        using (StateStore store = StateStore.OpenToRead(_project.Directory))
        {
            seen = StateDescription.Of(store.Queries);
        }

        byte[] after = File.ReadAllBytes(_project.Directory.DatabasePath);
        using StateStore migrated = _project.Open();

        Assert.Equal(before, after);
        Assert.Equal(StateDescription.Of(migrated.Queries), seen);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_old_database_that_its_engine_has_open_is_read_as_it_was_committed_last(string version)
    {
        _ = Use(version);
        using SqliteConnection engine = new(_project.Directory.DatabasePath, isReadOnly: false);
        engine.Execute("PRAGMA journal_mode = WAL; UPDATE runs SET targets = 77 WHERE run = 1; BEGIN IMMEDIATE; UPDATE runs SET targets = 78 WHERE run = 1");

        using StateStore store = StateStore.OpenToRead(_project.Directory);

        Assert.Equal(77, store.Queries.Run(1)?.TargetCount);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_run_goes_on_from_an_old_database(string version)
    {
        _ = Use(version);
        _project.UsePlan(Shell("new", "echo x > out/new", outputs: ["out/new"]));
        int before = LastRun();

        _ = await _project.RunAsync();

        Assert.Equal(before + 1, LastRun());
        using StateStore store = StateStore.OpenToRead(_project.Directory);
        Assert.Equal(new TargetState.Succeeded(1), Assert.Single(store.Queries.StatusesOf(before + 1)).State);
    }

    [Fact]
    public void What_the_successes_of_an_old_database_depended_on_is_still_known()
    {
        _ = Use("v1");

        using StateStore store = _project.Open();

        Assert.Equal(
            [
                new FingerprintPart(PartKind.Shell, "0", "sh -eu -c\nwc -l < raw.csv > count.txt"),
                new FingerprintPart(PartKind.Directory, "", "."),
                new FingerprintPart(PartKind.Output, "count.txt", ""),
                new FingerprintPart(PartKind.Input, "raw.csv", "sha256 6667b2d1aab6a00caa5aee5af8ad9f1465e567abf1c209d15727d57b3e8f6e5f"),
                new FingerprintPart(PartKind.Need, "fetch", "sha256 c91534f4822b0c3fc1c5754f4e1c82f46bb4eef589f743fd477a214daa5317d4"),
            ],
            store.LoadParts(new TargetId("count")));
    }

    [Fact]
    public void A_migration_that_breaks_off_leaves_the_database_as_it_was()
    {
        _ = Use("v1");
        // The second step creates an index of that name, after it changed tables.
        Change("CREATE TABLE attempts_adopted(x)");
        string[] columns = Columns();

        _ = Assert.Throws<KetrewException>(_project.Open);

        Assert.Equal(columns, Columns());
        Assert.Equal(1, Version());
        Change("DROP TABLE attempts_adopted");
        _project.Open().Dispose();
        Assert.NotEqual(1, Version());
    }

    private byte[] Use(string version)
    {
        string source = Path.Combine(Repository.Root, "testdata", "state", version, "state.db");
        _ = Directory.CreateDirectory(_project.Directory.StateDirectory);
        File.Copy(source, _project.Directory.DatabasePath);
        return File.ReadAllBytes(source);
    }

    private int LastRun()
    {
        using StateStore store = StateStore.OpenToRead(_project.Directory);
        return store.Queries.Runs(1)[0].Run;
    }

    private void Change(string sql)
    {
        using SqliteConnection connection = new(_project.Directory.DatabasePath, isReadOnly: false);
        connection.Execute(sql);
    }

    private long Version()
    {
        using SqliteConnection connection = new(_project.Directory.DatabasePath, isReadOnly: true);
        return connection.Scalar("PRAGMA user_version");
    }

    private string[] Columns()
    {
        using SqliteConnection connection = new(_project.Directory.DatabasePath, isReadOnly: true);
        return connection.Text("SELECT group_concat(sql, ';') FROM sqlite_schema WHERE name IN ('attempts', 'runs')").Split(',');
    }
}
