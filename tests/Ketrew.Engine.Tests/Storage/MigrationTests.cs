using System.Globalization;
using System.Text;
using Ketrew.Engine.Automaton;
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
        Use(version);
        _project.Open().Dispose();

        using StateStore store = StateStore.OpenToRead(_project.Directory);

        await Verify(Describe(store), version);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_old_database_is_read_without_being_changed(string version)
    {
        byte[] before = Use(version);
        string seen;
        using (StateStore store = StateStore.OpenToRead(_project.Directory))
        {
            seen = Describe(store);
        }

        byte[] after = File.ReadAllBytes(_project.Directory.DatabasePath);
        using StateStore migrated = _project.Open();

        Assert.Equal(before, after);
        Assert.Equal(Describe(migrated), seen);
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
    public void A_migration_that_breaks_off_leaves_the_database_as_it_was()
    {
        _ = Use("v1");
        // The last table that the second step creates something for can't be changed any more.
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

    private string Describe(StateStore store)
    {
        StringBuilder text = new();
        foreach (RunRecord run in store.Queries.Runs(100))
        {
            text.Append(CultureInfo.InvariantCulture, $"{run with { Counts = default }}\n  {run.Counts}\n");
            text.AppendJoin("", store.Queries.StatusesOf(run.Run).Select(status => $"  {status.Target} {status.State}\n"));
            text.AppendJoin("", store.Queries.Timeline(run.Run).Select(attempt => $"  {attempt with { LogPath = Path.GetFileName(attempt.LogPath) }}\n"));
        }

        foreach (TargetStatus status in store.Queries.Statuses())
        {
            text.Append(CultureInfo.InvariantCulture, $"{status.Target} run {status.Run} {status.LastAttempt?.Id.Number}\n");
            text.AppendJoin("", store.Queries.History(status.Target).Select(entry => $"  {entry}\n"));
        }

        return text.AppendJoin('\n', store.Queries.KnownOutputs()).Append('\n').ToString();
    }
}
