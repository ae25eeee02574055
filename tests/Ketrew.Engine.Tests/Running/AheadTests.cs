using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

public sealed class AheadTests : IDisposable
{
    private readonly Project _project = new();
    private readonly AskedBackend _backend = new();
    private readonly RunControl _control = new();

    public AheadTests()
    {
        _project.Options = _project.Options with { Jobs = 1 };
        _project.UsePlan([.. "abcdef".Select(name => Shell($"{name}", "true"))]);
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_runs_next_begins_on_the_thread_that_hears_the_end()
    {
        Task<RunSummary> run = await BeginAsync();

        _backend.End("b", new Verdict.Exited(0));
        string begun = _backend.Started;

        Assert.Equal("a b c", begun);
        await FinishAsync("c", "d", "e", "f");
        Assert.True((await run).IsSuccess);
    }

    [Fact]
    public async Task What_may_begin_without_the_engine_is_stored_before()
    {
        Task<RunSummary> run = await BeginAsync();

        ValueList<TargetId> intended = StoredAttempts();

        Assert.Equal("a b c d e f", string.Join(' ', intended));
        await FinishAsync("b", "c", "d", "e", "f");
        Assert.True((await run).IsSuccess);
    }

    [Fact]
    public async Task What_waits_for_a_slot_is_ready_and_not_running()
    {
        Task<RunSummary> run = await BeginAsync();

        IEnumerable<string> running = _project.Recorder.Changes.Where(change => change.State is TargetState.Running).Select(change => change.Target.Value);

        Assert.Equal(["a", "b"], running);
        await FinishAsync("b", "c", "d", "e", "f");
        Assert.True((await run).IsSuccess);
    }

    [Fact]
    public async Task After_a_failure_nothing_that_waits_begins_and_nothing_is_left_of_it()
    {
        Task<RunSummary> run = await BeginAsync();

        _backend.End("b", new Verdict.Exited(1));
        RunSummary summary = await run;

        Assert.Equal("a b", _backend.Started);
        Assert.Equal(4, summary.Counts.Withdrawn);
        Assert.Equal("a b", string.Join(' ', StoredAttempts()));
    }

    [Fact]
    public async Task After_a_failure_the_rest_goes_on_when_it_shall()
    {
        _project.Options = _project.Options with { KeepGoing = true };
        Task<RunSummary> run = await BeginAsync();

        _backend.End("b", new Verdict.Exited(1));
        await ToldAsync("c");
        await FinishAsync("c", "d", "e", "f");

        Assert.Equal(5, (await run).Counts.Succeeded);
    }

    [Fact]
    public async Task A_run_that_is_stopped_takes_back_what_waits()
    {
        Task<RunSummary> run = await BeginAsync();
        Task stopping = _project.Recorder.FirstAsync(happened => happened is RunEvent.Stopping);

        _control.Stop();
        await stopping;
        _backend.End("b", new Verdict.Exited(0));
        RunSummary summary = await run;

        Assert.Equal("a b", _backend.Started);
        Assert.Equal((2, 4), (summary.Counts.Succeeded, summary.Counts.Withdrawn));
        Assert.Equal("a b", string.Join(' ', StoredAttempts()));
    }

    [Fact]
    public async Task A_run_that_is_killed_takes_back_what_waits()
    {
        Task<RunSummary> run = await BeginAsync();

        _control.Kill();
        RunSummary summary = await run;

        Assert.Equal("a b", _backend.Started);
        Assert.Equal((1, 4), (summary.Counts.Killed, summary.Counts.Withdrawn));
    }

    [Fact]
    public async Task A_target_that_is_killed_while_it_waits_never_begins_and_the_next_one_does()
    {
        Task<RunSummary> run = await BeginAsync();

        ValueList<KillReport> reports = await _control.KillAsync([new TargetId("c")], KillStrength.Terminate);
        _backend.End("b", new Verdict.Exited(0));
        await FinishAsync("d", "e", "f");

        Assert.Equal(KillOutcome.Withdrawn, Assert.Single(reports).Outcome);
        Assert.Equal(5, (await run).Counts.Succeeded);
        Assert.Equal("a b d e f", _backend.Started);
    }

    [Fact]
    public async Task What_takes_of_a_pool_or_has_a_timeout_waits_for_its_turn()
    {
        _project.Plan = new Plan
        {
            Pools = [new PoolLimit("p", 1)],
            Targets =
            [
                Shell("a", "true"),
                Shell("b", "true"),
                Shell("c", "true") with { Pools = [new PoolUse("p", 1)] },
                Shell("d", "true") with { Timeout = TimeSpan.FromHours(1) },
            ],
        };
        Task<RunSummary> run = await BeginAsync();

        ValueList<TargetId> intended = StoredAttempts();

        Assert.Equal("a b", string.Join(' ', intended));
        await FinishAsync("b", "c", "d");
        Assert.True((await run).IsSuccess);
    }

    [Fact]
    public async Task Where_attempts_take_long_nothing_is_chosen_ahead_of_its_turn()
    {
        ShiftedClock clock = new();
        _project.Clock = clock;
        Task<RunSummary> run = _project.RunAsync([_backend], _control);
        await ToldAsync("a");

        clock.Shift = TimeSpan.FromSeconds(1);
        _backend.End("a", new Verdict.Exited(0));
        await ToldAsync("b");

        Assert.Equal("a b", string.Join(' ', StoredAttempts()));
        await FinishAsync("b", "c", "d", "e", "f");
        Assert.True((await run).IsSuccess);
    }

    [Fact]
    public async Task However_fast_they_end_no_more_run_at_once_than_there_are_slots()
    {
        _project.Options = _project.Options with { Jobs = 3 };
        _project.UsePlan([.. Enumerable.Range(0, 80).Select(i => Shell($"t{i:00}", "mkdir -p r; mkdir r/$$; set -- r/*; echo $# >> counts; rmdir r/$$"))]);

        RunSummary summary = await _project.RunAsync();

        Assert.Equal(80, summary.Counts.Succeeded);
        Assert.All(_project.Read("counts").Split('\n', StringSplitOptions.RemoveEmptyEntries), count => Assert.InRange(int.Parse(count), 1, 3));
    }

    // The first one ends; the second runs, and all others wait.
    private async Task<Task<RunSummary>> BeginAsync()
    {
        Task<RunSummary> run = _project.RunAsync([_backend], _control);
        await ToldAsync("a");
        Task told = ToldAsync("b");
        _backend.End("a", new Verdict.Exited(0));
        await told;
        return run;
    }

    // What is told is stored, with all that was decided at the same moment.
    private Task ToldAsync(string target)
    {
        Task first = _project.Recorder.FirstAsync(happened => happened is RunEvent.TargetChanged change && IsRunning(change, target));
        return _project.Recorder.Changes.Any(change => IsRunning(change, target)) ? Task.CompletedTask : first;
    }

    private static bool IsRunning(RunEvent.TargetChanged change, string target) => change.Target.Value == target && change.State is TargetState.Running;

    private async Task FinishAsync(params string[] targets)
    {
        foreach (string target in targets)
        {
            await ToldAsync(target);
            _backend.End(target, new Verdict.Exited(0));
        }
    }

    private ValueList<TargetId> StoredAttempts()
    {
        using StateStore store = StateStore.OpenToRead(_project.Directory);
        return [.. store.Queries.Timeline(1).Select(attempt => attempt.Id.Target)];
    }
}
