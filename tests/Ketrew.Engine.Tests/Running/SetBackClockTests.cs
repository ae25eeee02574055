using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using static Ketrew.Engine.Tests.Graphs;

namespace Ketrew.Engine.Tests.Running;

/// <summary>Somebody sets the clock back by an hour in the middle of a run.</summary>
public sealed class SetBackClockTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task At_whichever_moment_retries_are_due_in_time_and_no_time_is_negative()
    {
        _project.UsePlan(
            Shell("a", "test -e once || { touch once; exit 3; }; rm once") with { Always = true, Retries = new RetryPolicy(1, TimeSpan.FromMilliseconds(5), 1) },
            Shell("b", "sleep 0.01", needs: ["a"]) with { Always = true });
        for (int reading = 1; reading <= 40; reading++)
        {
            _project.Clock = new SteppingClock(reading);

            RunSummary summary = await _project.RunAsync().WaitAsync(_patience);

            Assert.True(summary.IsSuccess && summary.Duration > TimeSpan.Zero, $"{summary} after reading {reading}");
        }

        Assert.All(_project.Recorder.Changes, change => Assert.True(change.Duration is null || change.Duration >= TimeSpan.Zero, $"{change}"));
        AssertThatHistoryIsInOrder("a", "b");
    }

    [Fact]
    public async Task What_takes_too_long_still_times_out()
    {
        _project.UsePlan(Shell("a", "sleep 1000") with { Timeout = TimeSpan.FromMilliseconds(50) });
        ShiftedClock clock = new();
        _project.Clock = clock;
        Task running = _project.Recorder.FirstAsync(happened => happened is RunEvent.TargetChanged { State: TargetState.Running });
        Task<RunSummary> run = _project.RunAsync();
        await running;
        clock.Shift = TimeSpan.FromHours(-1);

        RunSummary summary = await run.WaitAsync(_patience);

        Assert.Equal(new FailureReason.TimedOut(TimeSpan.FromMilliseconds(50)), Assert.IsType<TargetState.Failed>(Assert.Single(summary.Failures).State).Reason);
    }

    [Fact]
    public async Task A_file_that_changes_meanwhile_is_noticed_however_much_it_looks_the_same()
    {
        _project.UsePlan(Shell("a", "cp in out/a", inputs: ["in"], outputs: ["out/a"]));
        _ = _project.Write("in", "1");
        ShiftedClock clock = new();
        _project.Clock = clock;
        string first = await _project.RunAndListAsync();
        clock.Shift = TimeSpan.FromHours(-1);

        List<string> others = [];
        for (char content = '2'; content <= '9'; content++)
        {
            _ = _project.Write("in", $"{content}");
            others.Add(await _project.RunAndListAsync() + _project.Read("out/a"));
        }

        Assert.Equal("a", first);
        Assert.Equal(["a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9"], others);
    }

    [Fact]
    public async Task What_was_done_before_is_still_up_to_date_and_what_is_done_then_stays_it()
    {
        _project.UsePlan(Shell("a", "cp in out/a", inputs: ["in"], outputs: ["out/a"]), Shell("b", "cp out/a out/b", inputs: ["out/a"], outputs: ["out/b"]));
        _ = _project.Write("in", "1");
        ShiftedClock clock = new();
        _project.Clock = clock;
        _ = await _project.RunAsync("a");
        clock.Shift = TimeSpan.FromHours(-1);

        string then = await _project.RunAndListAsync();
        string later = await _project.RunAndListAsync();
        clock.Shift = TimeSpan.Zero;
        string atLast = await _project.RunAndListAsync();

        Assert.Equal(("b", "", ""), (then, later, atLast));
    }

    private void AssertThatHistoryIsInOrder(params string[] targets)
    {
        using StateStore store = StateStore.OpenToRead(_project.Directory);
        foreach (string target in targets)
        {
            foreach (IGrouping<int, TransitionRecord> run in store.Queries.History(new TargetId(target)).GroupBy(entry => entry.Run))
            {
                Assert.Equal(run.Select(entry => entry.At).Order(), run.Select(entry => entry.At));
            }
        }

        Assert.All(store.Queries.Runs(100), run => Assert.True(run.Ended >= run.Started, $"{run}"));
    }

    /// <summary>A clock that is set back at one of its readings.</summary>
    private sealed class SteppingClock(int reading) : TimeProvider
    {
        private int _readings;

        public override DateTimeOffset GetUtcNow() =>
            System.GetUtcNow() - (Interlocked.Increment(ref _readings) >= reading ? TimeSpan.FromHours(1) : TimeSpan.Zero);
    }
}
