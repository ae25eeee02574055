using Ketrew.CommandLine.Output;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Running;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Tests.Output;

public sealed class LiveRunLinesTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 21, 9, 30, 0, TimeSpan.Zero);

    private readonly LiveRunLines _lines = new(new RemainingTime([], 1));

    [Fact]
    public void What_was_picked_up_is_called_so_and_runs_since_it_began()
    {
        _lines.Follow(new RunEvent.Started(2, 3, 1));
        _lines.Follow(new RunEvent.PickedUp(new TargetId("long"), _now.AddMinutes(-90)));
        _lines.Follow(Changed("long", new TargetState.Running(1)));
        _lines.Follow(Changed("short", new TargetState.Running(1)));

        Assert.Equal(["  long  1 h 30 m, picked up", "  short  0.00 s", "0 of 2 done, 2 running"], _lines.Lines(_now));
    }

    [Fact]
    public void What_has_ended_is_counted_and_runs_no_more()
    {
        _lines.Follow(new RunEvent.Started(2, 2, 0));
        _lines.Follow(new RunEvent.PickedUp(new TargetId("a"), _now));
        _lines.Follow(Changed("a", new TargetState.Succeeded(1)));
        _lines.Follow(Changed("b", new TargetState.Failed(1, new FailureReason.Exited(1, ""))));

        Assert.Equal(["1 of 2 done, 1 failed, 0 running"], _lines.Lines(_now));
    }

    [Fact]
    public void What_waits_in_a_queue_stands_last_and_is_counted_by_itself()
    {
        _lines.Follow(new RunEvent.Started(2, 3, 0));
        Array.ForEach(["a", "b", "c"], target => _lines.Follow(Changed(target, new TargetState.Running(1))));
        Array.ForEach(["a", "b"], target => _lines.Follow(new RunEvent.QueueChanged(new TargetId(target), true, "PENDING (Resources)")));
        _lines.Follow(new RunEvent.QueueChanged(new TargetId("b"), false, "RUNNING"));

        Assert.Equal(["  b  0.00 s", "  c  0.00 s", "  a  0.00 s, PENDING (Resources)", "0 of 3 done, 2 running, 1 queued"], _lines.Lines(_now));
    }

    [Fact]
    public void What_was_ended_for_its_heir_is_told()
    {
        _lines.Follow(new RunEvent.Superseded(new TargetId("old"), new TargetId("new")));

        Assert.EndsWith(" — ended old, whose output is made by new now", Assert.Single(_lines.Lines(_now)), StringComparison.Ordinal);
    }

    private static RunEvent.TargetChanged Changed(string target, TargetState state) => new(new TargetId(target), state, _now, null, null, []);
}
