using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.TestSupport;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Storage;

public sealed class StateStoreTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_second_engine_is_refused_and_told_who_is_at_work()
    {
        using StateStore first = _project.Open();

        KetrewException refusal = Assert.Throws<KetrewException>(_project.Open);

        Assert.Equal("Another ketrew works on this project (pid 4711, host testhost, since 2026-01-02T03:04:05Z).", refusal.Message);
    }

    [Fact]
    public void The_lock_of_an_engine_that_is_gone_is_taken_over()
    {
        _ = _project.Write(".ketrew/lock", "pid 1\nhost elsewhere\nsince 2020-01-01T00:00:00Z\n");

        _project.Open().Dispose();

        Assert.StartsWith("pid 4711", File.ReadAllText(_project.Directory.LockPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_a_newer_program_is_left_alone()
    {
        _project.Open().Dispose();
        using (SqliteConnection connection = new(_project.Directory.DatabasePath, isReadOnly: false))
        {
            connection.Execute("PRAGMA user_version = 99");
        }

        KetrewException refusal = Assert.Throws<KetrewException>(_project.Open);

        Assert.Contains("has version 99", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_a_clear_error()
    {
        _ = _project.Write(".ketrew/state.db", new string('x', 4096));

        KetrewException refusal = Assert.Throws<KetrewException>(_project.Open);

        Assert.Contains("state.db", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ketrew clean", refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_creates_nothing()
    {
        using StateStore store = StateStore.OpenToRead(_project.Directory);

        Assert.Empty(store.Queries.Runs(10));
        Assert.False(_project.Has(".ketrew"));
    }

    [Fact]
    public async Task The_history_tells_runs_attempts_and_transitions()
    {
        _project.UsePlan(Shell("t", "echo hello; i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done; echo x > out/x", outputs: ["out/x"]), Shell("u", "exit 4"));
        _ = await _project.RunAsync();

        using StateStore store = StateStore.OpenToRead(_project.Directory);

        RunRecord run = Assert.Single(store.Queries.Runs(10));
        Assert.Equal(new RunCounts { Succeeded = 1, Failed = 1 }, run.Counts);
        AttemptRecord attempt = Assert.Single(store.Queries.Attempts(new TargetId("t")));
        Assert.Equal(new TargetState.Succeeded(1), attempt.State);
        Assert.Equal("hello\n", await File.ReadAllTextAsync(attempt.LogPath));
        Assert.NotEqual(default, attempt.Usage);
        Assert.Equal(
            ["Ready", "Running", "Succeeded"], store.Queries.History(new TargetId("t")).Select(entry => entry.State.GetType().Name));
        Assert.Equal(new TargetState.Failed(1, new FailureReason.Exited(4, "")), store.Queries.Statuses()[1].State);
        Assert.Equal([(ProjectPath)"out/x"], store.Queries.KnownOutputs());
    }

    [Fact]
    public async Task Removing_the_state_forgets_successes_and_keeps_outputs()
    {
        _project.UsePlan(Shell("t", "echo x > out/x", outputs: ["out/x"]));
        _ = await _project.RunAsync();

        StateRemoval.Remove(_project.Directory, new LockOwner(1, "testhost", DateTimeOffset.UnixEpoch));

        Assert.True(_project.Has("out/x"));
        Assert.Equal("never succeeded", _project.Why("t"));
    }

    [Fact]
    public void A_copy_is_another_project_and_a_moved_one_is_the_same()
    {
        using TemporaryDirectory other = new();
        string original = Identity(_project.Directory);
        _ = Directory.CreateDirectory(other[".ketrew"]);
        File.Copy(_project.Directory.DatabasePath, other[".ketrew/state.db"]);

        string copy = Identity(new ProjectDirectory(other.FullPath));
        File.Copy(_project.Directory.DatabasePath, other[".ketrew/state.db"], overwrite: true);
        File.Delete(_project.Directory.DatabasePath);
        string moved = Identity(new ProjectDirectory(other.FullPath));

        Assert.NotEqual(original, copy);
        Assert.Equal(original, moved);
    }

    private static string Identity(ProjectDirectory project)
    {
        using StateStore store = StateStore.Open(project, new LockOwner(1, "testhost", DateTimeOffset.UnixEpoch));
        return store.Identity;
    }
}
