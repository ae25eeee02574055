using Ketrew.CommandLine.Output;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.CommandLine.Tests;

/// <summary>A run as the state remembers it: two hosts, a retry, a pool, a queue, and everything that can become of an attempt.</summary>
internal static class RecordedRun
{
    public const string Root = "/home/ada/genome";

    public static MomentText Moments { get; } = new(TimeZoneInfo.Utc);

    public static RunRecord Run { get; } = new(
        12, At(0), At(60), IsInterrupted: false, TargetCount: 11,
        new RunCounts { Succeeded = 3, UpToDate = 2, AlreadyDone = 1, Failed = 1, NeedsFailed = 1, Killed = 1, Detached = 1, Withdrawn = 1 })
    { Jobs = 3 };

    public static ValueList<AttemptRecord> Attempts { get; } =
    [
        Attempt("fetch", 1, (0.1, 0.1, 0.2, 4), new TargetState.Succeeded(1)) with
        {
            Usage = new ResourceUsage(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(0.5), 123_456_789),
        },
        Attempt("count", 1, (4, 6, 6.01, 16), new TargetState.Retrying(1, At(20), new FailureReason.Exited(3, "tally"))) with { ReleasedBy = Id("fetch"), HeldBy = "disk" },
        Attempt("count", 2, (20, 20, 20.01, 40), new TargetState.Succeeded(2)) with { ReleasedBy = Id("fetch") },
        Attempt("simulate", 1, (4, 4, 14, 58), new TargetState.Detached(1)) with { ReleasedBy = Id("fetch"), Backend = "slurm", Host = "node07", AdoptedBy = 13, Ended = At(900) },
        Attempt("</script><b>&'\"", 1, (40, 40, 40.1, 59), new TargetState.Succeeded(1)) with { ReleasedBy = Id("count") },
        Attempt("broken", 1, (4, 4, 4.1, 5), new TargetState.Failed(1, new FailureReason.OutOfMemory(""))),
        Attempt("refused", 1, (5, 5, null, 5.1), new TargetState.Failed(1, new FailureReason.StartRefused("there is no program `x`"))) with { Host = "" },
        Attempt("tired", 1, (5.2, 5.2, 5.3, 30), new TargetState.Killed(1, IsConfirmed: true)),
    ];

    /// <summary>A moment so many seconds after the run began.</summary>
    public static DateTimeOffset At(double seconds) => new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero).AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    public static TargetId Id(string target) => new(target);

    public static AttemptRecord Attempt(string target, int number, (double Ready, double Intended, double? Started, double? Ended) times, TargetState state, int run = 12) =>
        new(new AttemptId(new RunId("project", run), Id(target), number), At(times.Intended), state, $"{Root}/.ketrew/runs/{run}/{Id(target).ToFileName()}.{number}.log")
        {
            Backend = "local",
            Host = "ada",
            Ready = At(times.Ready),
            Started = times.Started is { } started ? At(started) : null,
            Ended = times.Ended is { } ended ? At(ended) : null,
        };

    public static TargetStatus Status(string target, TargetState state, AttemptRecord? attempt = null, int run = 12) => new(Id(target), run, At(50), state, attempt);
}
