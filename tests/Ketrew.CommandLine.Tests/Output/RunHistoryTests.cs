using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Storage;
using static Ketrew.CommandLine.Tests.RecordedRun;

namespace Ketrew.CommandLine.Tests.Output;

public sealed class RunHistoryTests
{
    private static readonly RunHistory _history = new(
        [
            (Of(7) with { Ended = null }, RunProgress.GoesOn),
            (Of(6) with { Ended = null }, RunProgress.Died),
            (Of(5) with { IsInterrupted = true }, RunProgress.Over),
            (Run, RunProgress.Over),
            (Of(4, new RunCounts { Succeeded = 2, Killed = 1 }), RunProgress.Over),
            (Of(3, new RunCounts { Succeeded = 2, Detached = 1 }), RunProgress.Over),
            (Of(2, new RunCounts { UpToDate = 3 }), RunProgress.Over),
        ],
        At(30));

    [Fact]
    public async Task Each_run_has_a_line() => await Verify(_history.ToText(Moments));

    [Fact]
    public async Task Programs_read_the_same() => await Verify(_history.ToJson());

    private static RunRecord Of(int number, RunCounts counts = default) => Run with { Run = number, Ended = At(1.5), TargetCount = 3, Counts = counts };
}
