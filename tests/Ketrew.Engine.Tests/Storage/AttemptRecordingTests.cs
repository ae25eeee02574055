using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using static Ketrew.Engine.Tests.Graphs;
using static Ketrew.Engine.Tests.Storage.RecordedRun;

namespace Ketrew.Engine.Tests.Storage;

public sealed class AttemptRecordingTests : IDisposable
{
    private readonly Project _project = new();

    public AttemptRecordingTests() => _project.UsePlan(Shell("a", "x"), Shell("b", "x"), Shell("c", "x"));

    public void Dispose() => _project.Dispose();

    [Fact]
    public void An_attempt_whose_end_nobody_saw_is_found_whatever_became_of_its_run()
    {
        using StateStore store = _project.Open();
        RecordedRun ended = new(_project, store);
        AttemptId detached = ended.Begin("a", 1);
        ended.End(2, new RunCounts { Detached = 1 });
        RecordedRun cutOff = new(_project, store);
        AttemptId intended = cutOff.Intend("b", 3, backend: "slurm");
        AttemptId whole = cutOff.Begin("c", 3);
        store.RecordEnd(whole, At(4), default);

        List<UnfinishedAttempt> unfinished = store.LoadUnfinished();

        Assert.Equal(
            [
                new UnfinishedAttempt(new AttemptReference(detached, "handle of a"), "local", Digest.Of("a"), At(1), ["out/a"]) { LastRun = 1 },
                new UnfinishedAttempt(new AttemptReference(intended, ""), "slurm", Digest.Of("b"), At(3), ["out/b"]) { LastRun = 2 },
            ],
            unfinished);
    }

    [Fact]
    public void Everything_that_was_told_of_an_attempt_comes_back()
    {
        ResourceUsage usage = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), 4096);
        using StateStore store = _project.Open();
        RecordedRun run = new(_project, store);
        AttemptId id = run.Intend("b", 5, backend: "slurm", ready: 3, releasedBy: "a", heldBy: "disk");
        store.RecordStart(new AttemptReference(id, "job 7"), At(8), "node12");
        store.RecordEnd(id, At(20), usage);
        run.Tell("b", 20, new TargetState.Succeeded(1));

        AttemptRecord attempt = Assert.Single(store.Queries.Timeline(run.Number));

        Assert.Equal(
            new AttemptRecord(id, At(5), new TargetState.Succeeded(1), _project.Directory.LogPath(run.Number, id.Target, 1))
            {
                Backend = "slurm",
                Host = "node12",
                Handle = "job 7",
                Ready = At(3),
                Started = At(8),
                Ended = At(20),
                ReleasedBy = new TargetId("a"),
                HeldBy = "disk",
                Usage = usage,
            },
            attempt);
        Assert.Equal(TimeSpan.FromSeconds(12), attempt.Duration);
    }

    [Fact]
    public void An_attempt_that_two_runs_took_over_is_in_all_three_with_the_state_it_had_in_each()
    {
        using StateStore store = _project.Open();
        RecordedRun first = new(_project, store);
        AttemptId id = first.Begin("a", 1);
        first.Tell("a", 2, new TargetState.Detached(1));
        first.End(2);
        RecordedRun second = new(_project, store);
        second.Adopt(id, 3);
        second.Tell("a", 4, new TargetState.Detached(1));
        second.End(4);
        RecordedRun third = new(_project, store);
        third.Adopt(id, 5);
        store.RecordEnd(id, At(6), default);
        third.Tell("a", 6, new TargetState.Succeeded(1));

        IEnumerable<TargetState> states = new[] { first, second, third }.Select(run => Assert.Single(store.Queries.Timeline(run.Number)).State);

        Assert.Equal([new TargetState.Detached(1), new TargetState.Detached(1), new TargetState.Succeeded(1)], states);
        Assert.Equal(new TargetState.Succeeded(1), store.Queries.LastAttempt(id.Target)?.State);
        Assert.Equal((int?)third.Number, store.Queries.LastAttempt(id.Target)?.AdoptedBy);
        Assert.Empty(store.LoadUnfinished());
    }

    [Fact]
    public void An_attempt_that_a_run_had_nothing_to_do_with_is_not_in_it()
    {
        using StateStore store = _project.Open();
        RecordedRun first = new(_project, store);
        AttemptId id = first.Begin("a", 1);
        first.End(2);
        RecordedRun between = new(_project, store);
        _ = between.Begin("b", 3);
        between.Tell("a", 3, new TargetState.Withdrawn());
        between.End(4);
        new RecordedRun(_project, store).Adopt(id, 5);

        Assert.Equal(["b"], store.Queries.Timeline(between.Number).Select(attempt => attempt.Id.Target.Value));
    }

    [Fact]
    public void What_is_lost_is_lost_in_the_run_that_had_it_last()
    {
        FailureReason reason = new FailureReason.NodeFailed("restarted");
        using StateStore store = _project.Open();
        RecordedRun first = new(_project, store);
        AttemptId id = first.Begin("a", 1);
        first.End(2);
        RecordedRun second = new(_project, store);
        second.Adopt(id, 3);

        store.RecordLost(new AttemptReference(id, ""), At(4), reason);

        Assert.Equal(new TargetState.Failed(1, reason), Assert.Single(store.Queries.StatusesOf(second.Number)).State);
        Assert.Equal(new TargetState.Failed(1, reason), store.Queries.LastAttempt(id.Target)?.State);
        Assert.Equal(new TargetState.Running(1), Assert.Single(store.Queries.StatusesOf(first.Number)).State);
        Assert.Empty(store.LoadUnfinished());
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void What_was_killed_without_an_engine_stays_unfinished_until_its_end_is_confirmed(bool isConfirmed, int unfinished)
    {
        using StateStore store = _project.Open();
        AttemptId id = new RecordedRun(_project, store).Begin("a", 1);

        store.RecordKilled(id, At(2), isConfirmed);

        Assert.Equal(unfinished, store.LoadUnfinished().Count);
        Assert.Equal(new TargetState.Killed(1, isConfirmed), store.Queries.LastAttempt(id.Target)?.State);
        Assert.Equal(isConfirmed ? At(2) : null, store.Queries.LastAttempt(id.Target)?.Ended);
    }

    [Fact]
    public void Attempts_of_targets_that_the_plan_has_no_more_can_be_ended()
    {
        using StateStore store = _project.Open();
        AttemptId id = new RecordedRun(_project, store).Begin("a", 1);
        _project.UsePlan(Shell("other", "x"));
        _ = new RecordedRun(_project, store);

        store.RecordLost(new AttemptReference(id, ""), At(2), new FailureReason.Lost("gone"));

        Assert.Empty(store.LoadUnfinished());
    }

    [Fact]
    public void A_success_of_an_attempt_that_was_taken_over_tells_how_long_it_took_in_all()
    {
        using StateStore store = _project.Open();
        RecordedRun first = new(_project, store);
        AttemptId id = first.Begin("b", 1);
        first.End(2);
        RecordedRun second = new(_project, store);
        second.Adopt(id, 100);
        store.RecordEnd(id, At(301), default);
        store.RecordSuccess(second.Number, second.IndexOf("b"), new SuccessRecord(1, new RecordedSuccess(Digest.Of("f"), Digest.Of("o")), [], []));

        ValueList<TimeSpan?> durations = store.ExpectedDurations(_project.Select().Graph);

        Assert.Equal([null, TimeSpan.FromMinutes(5), null], durations);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_no_time_negative_and_turns_no_history_around()
    {
        using StateStore store = _project.Open();
        RecordedRun run = new(_project, store, at: 100);
        AttemptId id = run.Begin("a", 100);
        store.RecordEnd(id, At(40), default);
        run.Tell("a", 40, new TargetState.Succeeded(1));
        store.RecordSuccess(run.Number, run.IndexOf("a"), new SuccessRecord(1, new RecordedSuccess(Digest.Of("f"), Digest.Of("o")), [], []));
        run.End(41);

        Assert.Equal(TimeSpan.Zero, store.Queries.LastAttempt(id.Target)?.Duration);
        Assert.Equal(TimeSpan.Zero, store.Queries.Run(run.Number)?.Duration);
        Assert.Equal(TimeSpan.Zero, store.ExpectedDurations(_project.Select().Graph)[0]);
        Assert.Equal([new TargetState.Running(1), new TargetState.Succeeded(1)], store.Queries.History(id.Target).Select(entry => entry.State));
        Assert.Equal(new TargetState.Succeeded(1), Assert.Single(store.Queries.Statuses()).State);
    }

    [Fact]
    public void An_attempt_whose_backend_has_not_answered_is_starting()
    {
        using StateStore store = _project.Open();
        RecordedRun run = new(_project, store);
        run.Tell("a", 1, new TargetState.Ready(1, null));
        AttemptId id = run.Intend("a", 2);

        Assert.Equal(new TargetState.Starting(1), store.Queries.LastAttempt(id.Target)?.State);
    }
}
