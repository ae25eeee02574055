using Ketrew.CommandLine.Output;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using static Ketrew.CommandLine.Tests.RecordedRun;

namespace Ketrew.CommandLine.Tests.Output;

public sealed class TargetHistoryTests
{
    private static readonly AttemptRecord _queued = Attempt("count", 1, (4, 6, 9, 16), new TargetState.Retrying(1, At(20), new FailureReason.Exited(3, "tally"))) with
    {
        ReleasedBy = Id("fetch"),
        HeldBy = "disk",
        Backend = "slurm",
        Host = "node07",
    };

    private static readonly AttemptRecord _detached = Attempt("count", 2, (20, 20, 20.01, 300), new TargetState.Succeeded(2)) with { AdoptedBy = 14 };

    private static readonly TargetHistory _history = new(
        Id("count"),
        [
            new TransitionRecord(12, At(4), new TargetState.Ready(1, null)),
            new TransitionRecord(12, At(9), new TargetState.Running(1)),
            new TransitionRecord(12, At(16), new TargetState.Retrying(1, At(20), new FailureReason.Exited(3, "tally"))),
            new TransitionRecord(12, At(20), new TargetState.Ready(2, new FailureReason.Exited(3, "tally"))),
            new TransitionRecord(12, At(20.01), new TargetState.Running(2)),
            new TransitionRecord(12, At(60), new TargetState.Detached(2)),
            new TransitionRecord(13, At(100), new TargetState.Running(2)),
            new TransitionRecord(13, At(110), new TargetState.Unknown(2, At(110), "ssh: connection refused")),
            new TransitionRecord(13, At(120), new TargetState.Detached(2)),
            new TransitionRecord(14, At(200), new TargetState.Running(2)),
            new TransitionRecord(14, At(300), new TargetState.Succeeded(2)),
            new TransitionRecord(15, At(400), new TargetState.UpToDate()),
        ],
        [_detached, _queued]);

    [Fact]
    public async Task Everything_that_happened_is_told_in_its_order() => await Verify(_history.ToText(Moments));

    [Fact]
    public async Task Programs_read_the_same() => await Verify(_history.ToJson());
}
