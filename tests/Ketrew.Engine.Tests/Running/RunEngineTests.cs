using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

public sealed class RunEngineTests : IDisposable
{
    private static readonly Verdict _success = new Verdict.Exited(0);

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_longest_chain_of_work_goes_first()
    {
        _project.Options = _project.Options with { Jobs = 1 };
        _project.UsePlan(
            Shell("a", "x"), Shell("b", "x"), Shell("long1", "x"), Shell("long2", "x", needs: ["long1"]), Shell("long3", "x", needs: ["long2"]));
        InstantBackend backend = new(_ => _success);

        _ = await RunAsync(backend);

        Assert.Equal("long1.1", backend.Started[0]);
        Assert.Equal("long3.1", backend.Started[^1]);
    }

    [Fact]
    public async Task No_more_attempts_run_at_once_than_there_are_slots()
    {
        _project.UsePlan([.. Enumerable.Range(0, 20).Select(i => Shell($"t{i:00}", "x"))]);
        using CancellationTokenSource kill = new();
        InstantBackend backend = new(_ => null);
        Task two = AwaitAsync(() => backend.Started.Count >= 2);

        Task<RunSummary> run = _project.RunAsync(backend, CancellationToken.None, kill.Token);
        await two;
        await kill.CancelAsync();
        RunSummary summary = await run;

        Assert.Equal(2, backend.Started.Count);
        Assert.Equal(new RunCounts { Killed = 2, Withdrawn = 18 }, summary.Counts);
    }

    [Fact]
    public async Task The_intent_of_an_attempt_is_stored_before_the_backend_is_asked()
    {
        _project.UsePlan(Shell("t", "x"));
        List<int> stored = [];
        InstantBackend backend = new(_ => _success)
        {
            OnStart = attempt =>
            {
                using StateStore reader = StateStore.OpenToRead(_project.Directory);
                stored.Add(reader.Queries.Attempts(attempt.Id.Target).Count);
            },
        };

        _ = await RunAsync(backend);

        Assert.Equal([1], stored);
    }

    [Fact]
    public async Task A_state_is_stored_before_it_is_told()
    {
        _project.UsePlan(Shell("t", "x"), Shell("u", "x", needs: ["t"]));
        StoreReader reader = new(_project.Directory);
        InstantBackend backend = new(_ => _success);

        using StateStore store = _project.Open();
        _ = await new RunEngine(store, [backend], TimeProvider.System).RunAsync(_project.Select(), _project.Options, reader, new RunControl());

        Assert.Equal(6, reader.Told.Count);
        Assert.All(reader.Told, told => Assert.Contains(told.State, told.Stored));
    }

    [Fact]
    public async Task When_the_state_can_not_be_written_nothing_more_is_started()
    {
        _project.Options = _project.Options with { Jobs = 1, KeepGoing = true };
        _project.UsePlan(Shell("a", "x"), Shell("b", "x"));
        InstantBackend backend = new(attempt => attempt.Id.Target.Value == "a" ? _success : null)
        {
            OnStart = _ => BreakStore(),
        };

        _ = await Assert.ThrowsAsync<KetrewException>(() => RunAsync(backend));

        Assert.Equal(["a.1"], backend.Started);
    }

    [Fact]
    public async Task What_does_not_die_is_said_not_to_have_died()
    {
        _project.Options = _project.Options with { KillGrace = TimeSpan.FromMilliseconds(20) };
        _project.UsePlan(Shell("t", "x") with { Timeout = TimeSpan.FromMilliseconds(1) });
        InstantBackend backend = new(_ => null) { DiesOnKill = false };

        RunSummary summary = await RunAsync(backend);

        Assert.Equal(new TargetState.Killed(1, IsConfirmed: false), Assert.Single(summary.Failures).State);
        Assert.Equal([KillStrength.Terminate, KillStrength.Kill], backend.Kills);
    }

    [Fact]
    public async Task A_lost_attempt_is_tried_again_when_the_policy_allows()
    {
        _project.UsePlan(Shell("t", "x") with { Retries = new RetryPolicy(1, TimeSpan.Zero, 1) });
        InstantBackend backend = new(attempt => attempt.Id.Number == 1 ? new Verdict.Lost("node gone") : _success);

        RunSummary summary = await RunAsync(backend);

        Assert.True(summary.IsSuccess);
        Assert.Equal(["t.1", "t.2"], backend.Started);
    }

    [Fact]
    public async Task Causes_are_the_roots_of_the_trouble()
    {
        _project.Options = _project.Options with { KeepGoing = true };
        _project.UsePlan(
            Shell("a", "x"), Shell("b", "x"), Shell("ab", "x", needs: ["a", "b"]), Shell("deep", "x", needs: ["ab"]));
        InstantBackend backend = new(attempt => attempt.Id.Target.Value is "a" or "b" ? new Verdict.Exited(1) : _success);

        RunSummary summary = await RunAsync(backend);

        Assert.Equal(["a", "b"], summary.Failures.Select(failure => failure.Target.Value).Order(StringComparer.Ordinal));
        Assert.Equal(new RunCounts { Failed = 2, NeedsFailed = 2 }, summary.Counts);
        Assert.Equal(2, summary.Failures.Sum(failure => failure.Blocked.Count));
    }

    private void BreakStore()
    {
        using SqliteConnection connection = new(_project.Directory.DatabasePath, isReadOnly: false);
        connection.Execute("DROP TABLE attempts");
    }

    private Task<RunSummary> RunAsync(InstantBackend backend) => _project.RunAsync(backend, CancellationToken.None, CancellationToken.None);

    private static async Task AwaitAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1);
        }
    }

    /// <summary>Looks into the database each time it is told something.</summary>
    private sealed class StoreReader(ProjectDirectory project) : IRunObserver
    {
        public List<(TargetState State, IReadOnlyList<TargetState> Stored)> Told { get; } = [];

        public void OnNext(RunEvent happened)
        {
            if (happened is RunEvent.TargetChanged change)
            {
                using StateStore reader = StateStore.OpenToRead(project);
                Told.Add((change.State, [.. reader.Queries.History(change.Target).Select(entry => entry.State)]));
            }
        }
    }
}
