using System.Globalization;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Output;

/// <summary>Runs in the words that people read.</summary>
internal static class RunText
{
    /// <summary>Those counts that aren't 0: <c>3 ran, 2 up to date, 1 failed</c>. Empty when all are.</summary>
    public static string Counts(RunCounts counts)
    {
        (int Count, string Words)[] parts =
        [
            (counts.Succeeded, "ran"), (counts.UpToDate, "up to date"), (counts.AlreadyDone, "already done"), (counts.Failed, "failed"),
            (counts.NeedsFailed, "blocked"), (counts.Killed, "killed"), (counts.Detached, "still running"), (counts.Withdrawn, "not started"),
        ];
        return string.Join(", ", parts.Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Words}")));
    }

    /// <summary>How it ended, in a word or two; also the value in JSON.</summary>
    public static string Verdict(RunRecord run, RunProgress progress) => progress switch
    {
        RunProgress.GoesOn => "goes on",
        RunProgress.Died => "died",
        _ => run switch
        {
            { IsInterrupted: true } => "cut off",
            { Counts: { Failed: > 0 } or { NeedsFailed: > 0 } } => "failed",
            { Counts.Killed: > 0 } => "killed",
            { Counts: { Detached: > 0 } or { Withdrawn: > 0 } } => "stopped",
            _ => "done",
        },
    };

    /// <summary>One sentence about a run, without full stop.</summary>
    /// <param name="run">Which.</param>
    /// <param name="progress">Whether it goes on.</param>
    /// <param name="now">When it is said.</param>
    /// <param name="moments">How times are written.</param>
    public static string Describe(RunRecord run, RunProgress progress, DateTimeOffset now, MomentText moments)
    {
        string state = progress switch
        {
            RunProgress.GoesOn => $"goes on{(Left(run, now) is { } left ? $": {left}" : "")}",
            RunProgress.Died => "its engine died: `ketrew run` picks up what is left",
            _ when run.IsInterrupted => "was cut off",
            _ => $"took {StateText.Describe(run.Duration ?? TimeSpan.Zero)}",
        };
        return $"run {run.Run}, {StateText.Count(run.TargetCount, "target")}, started {moments.Full(run.Started)}, {state}";
    }

    // The engine's guess is rough, and some seconds old.
    private static string? Left(RunRecord run, DateTimeOffset now) => run.Remaining?.LeftAt(now) switch
    {
        null => null,
        { TotalSeconds: < 5 } => "nearly done",
        { TotalMinutes: < 1 } left => $"about {StateText.Describe(left)} left",
        { TotalHours: < 1 } left => string.Create(CultureInfo.InvariantCulture, $"about {Math.Round(left.TotalMinutes)} m left"),
        { } left => $"about {StateText.Describe(left)} left",
    };
}
