using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Timelines;

/// <summary>A run as a picture: which attempt had which slot when, and what made it as long as it was.</summary>
/// <param name="Run">Which.</param>
/// <param name="Progress">Whether it goes on.</param>
/// <param name="To">When it ended, or was heard of last.</param>
/// <param name="Lanes">The rows.</param>
/// <param name="Bars">In the order in which they begin.</param>
/// <param name="LongestPath">Its beginning first; empty when nothing ran.</param>
internal sealed record RunTimeline(
    RunRecord Run, RunProgress Progress, DateTimeOffset To, ValueList<TimelineLane> Lanes, ValueList<AttemptBar> Bars, ValueList<PathStep> LongestPath)
{
    /// <summary>When it began.</summary>
    public DateTimeOffset From => Run.Started;

    /// <summary>How long it took, or takes so far.</summary>
    public TimeSpan Duration => To - From;

    /// <summary>How long the attempts of the longest path ran.</summary>
    public TimeSpan PathWork => LongestPath.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Bar.Ran);

    /// <summary>How long they waited for slots, pools and backends.</summary>
    public TimeSpan PathWait => LongestPath.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Bar.Held + step.Bar.Queued);

    /// <summary>A part of the run, from 0 to 1.</summary>
    public double ShareOf(TimeSpan part) => Duration > TimeSpan.Zero ? Math.Clamp(part / Duration, 0, 1) : 0;

    /// <summary>Lays out a run.</summary>
    /// <param name="run">Which.</param>
    /// <param name="progress">Whether it goes on.</param>
    /// <param name="attempts">Of that run, in any order.</param>
    /// <param name="now">Until when those that run are drawn.</param>
    public static RunTimeline Of(RunRecord run, RunProgress progress, ValueList<AttemptRecord> attempts, DateTimeOffset now)
    {
        DateTimeOffset to = EndOf(run, progress, attempts, now);
        AttemptBar[] bars =
        [
            .. attempts.Select(attempt => BarOf(attempt, run, progress, to))
                .OrderBy(bar => bar.From).ThenBy(bar => bar.Attempt.Id.Target).ThenBy(bar => bar.Attempt.Id.Number),
        ];
        (List<TimelineLane> lanes, List<AttemptBar> placed) = new LaneAssignment(attempts).Place(bars);
        return new RunTimeline(run, progress, to, [.. lanes], [.. placed], Timelines.LongestPath.Of(placed, run.Started));
    }

    // Nobody knows when an engine died; what it wrote last is the best there is.
    private static DateTimeOffset EndOf(RunRecord run, RunProgress progress, ValueList<AttemptRecord> attempts, DateTimeOffset now)
    {
        DateTimeOffset end = progress switch
        {
            RunProgress.GoesOn => now,
            RunProgress.Over when !run.IsInterrupted && run.Ended is { } ended => ended,
            _ => attempts.Select(LastSign).Append(run.Started).Max(),
        };
        return end < run.Started ? run.Started : end;
    }

    // Of what was lost only the moment is known at which that was noticed: by a later run, perhaps the next day.
    private static DateTimeOffset LastSign(AttemptRecord attempt) =>
        !attempt.IsLost && attempt.Ended is { } ended && ended > attempt.Began ? ended : attempt.Began;

    private static AttemptBar BarOf(AttemptRecord attempt, RunRecord run, RunProgress progress, DateTimeOffset to)
    {
        DateTimeOffset from = Clamp(attempt.Intended, run.Started, to);
        return new AttemptBar(
            attempt,
            AttemptOutcomes.Of(attempt.State, progress is RunProgress.GoesOn),
            from,
            Clamp(attempt.Ended ?? to, from, to),
            Lane: 0);
    }

    private static DateTimeOffset Clamp(DateTimeOffset moment, DateTimeOffset least, DateTimeOffset most) =>
        moment < least ? least : moment > most ? most : moment;
}
