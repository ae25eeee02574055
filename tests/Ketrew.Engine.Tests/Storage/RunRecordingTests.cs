using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using static Ketrew.Engine.Tests.Graphs;
using static Ketrew.Engine.Tests.Storage.RecordedRun;

namespace Ketrew.Engine.Tests.Storage;

public sealed class RunRecordingTests : IDisposable
{
    private readonly Project _project = new();

    public RunRecordingTests() => _project.UsePlan(Shell("a", "x"), Shell("b", "x"));

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_run_is_remembered_with_all_its_counts()
    {
        RunCounts counts = new()
        {
            Succeeded = 1,
            UpToDate = 2,
            AlreadyDone = 3,
            Failed = 4,
            NeedsFailed = 5,
            Killed = 6,
            Detached = 7,
            Withdrawn = 8,
        };
        using StateStore store = _project.Open();
        RecordedRun run = new(_project, store);

        run.End(90, counts);

        RunRecord expected = new(1, At(0), At(90), IsInterrupted: false, TargetCount: 2, counts) { Jobs = 3 };
        Assert.Equal(expected, store.Queries.Run(1));
        Assert.Equal([expected], store.Queries.Runs(5));
        Assert.Null(store.Queries.Run(2));
    }

    [Fact]
    public void The_time_that_is_left_shrinks_until_the_engine_says_more()
    {
        using StateStore store = _project.Open();
        RecordedRun run = new(_project, store);

        store.RecordRemaining(run.Number, At(10), TimeSpan.FromSeconds(60));

        RemainingEstimate? remaining = store.Queries.Run(run.Number)?.Remaining;
        Assert.Equal(new RemainingEstimate(At(10), TimeSpan.FromSeconds(60)), remaining);
        Assert.Equal([60, 60, 45, 0], new[] { 5, 10, 25, 500 }.Select(now => remaining?.LeftAt(At(now)).TotalSeconds));
    }

    [Fact]
    public void A_target_stands_in_each_run_as_it_stood_then()
    {
        using StateStore store = _project.Open();
        RecordedRun first = new(_project, store);
        _ = first.Begin("a", 1);
        first.Tell("a", 2, new TargetState.Failed(1, new FailureReason.Exited(3, "")));
        first.Tell("b", 2, new TargetState.NeedsFailed([new TargetId("a")]));
        first.End(2);
        RecordedRun second = new(_project, store);
        _ = second.Begin("a", 3);
        second.Tell("a", 4, new TargetState.Succeeded(1));
        second.End(4);

        Assert.Equal(
            [new TargetState.Failed(1, new FailureReason.Exited(3, "")), new TargetState.NeedsFailed([new TargetId("a")])],
            store.Queries.StatusesOf(first.Number).Select(status => status.State));
        Assert.Equal([new TargetState.Succeeded(1)], store.Queries.StatusesOf(second.Number).Select(status => status.State));
        Assert.Equal([2, 1], store.Queries.Statuses().Select(status => status.Run));
        Assert.Equal([2], store.Queries.Statuses().Select(status => status.LastAttempt?.Id.Run.Number).OfType<int>());
        Assert.Empty(store.Queries.StatusesOf(7));
    }

    [Fact]
    public void An_engine_is_at_work_as_long_as_it_has_the_state_open()
    {
        bool before = StateStore.IsAtWork(_project.Directory);
        StateStore store = _project.Open();
        bool during = StateStore.IsAtWork(_project.Directory);
        store.Dispose();
        bool after = StateStore.IsAtWork(_project.Directory);

        Assert.Equal((false, true, false), (before, during, after));
        Assert.True(_project.Has(".ketrew/lock"));
    }

    [Fact]
    public void Looking_whether_an_engine_is_at_work_creates_nothing()
    {
        Assert.False(StateStore.IsAtWork(_project.Directory));
        Assert.False(_project.Has(".ketrew"));
    }

    [Fact]
    public async Task Who_looks_for_an_engine_keeps_none_from_beginning()
    {
        using CancellationTokenSource enough = new();
        Task looking = Task.Run(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                _ = StateStore.IsAtWork(_project.Directory);
            }
        });

        for (int i = 0; i < 50; i++)
        {
            _project.Open().Dispose();
        }

        await enough.CancelAsync();
        await looking;
    }
}
