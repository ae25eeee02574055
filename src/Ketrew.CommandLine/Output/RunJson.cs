using System.Text.Json;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Output;

/// <summary>A run for programs. Fields are added, never renamed.</summary>
internal static class RunJson
{
    /// <summary>Writes what is known of a run into an object that was begun.</summary>
    public static void WriteFields(Utf8JsonWriter writer, RunRecord run, RunProgress progress, DateTimeOffset now)
    {
        writer.WriteNumber("run", run.Run);
        writer.WriteString("started", run.Started.UtcDateTime);
        writer.WriteBoolean("interrupted", run.IsInterrupted);
        writer.WriteString("verdict", RunText.Verdict(run, progress).Replace(' ', '-'));
        if (run.Duration is { } duration)
        {
            writer.WriteNumber("seconds", Math.Round(duration.TotalSeconds, 3));
        }

        if (progress is RunProgress.GoesOn && run.Remaining is { } remaining)
        {
            writer.WriteNumber("remainingSeconds", Math.Round(remaining.LeftAt(now).TotalSeconds));
        }

        writer.WriteNumber("selected", run.TargetCount);
        if (progress is RunProgress.Over && !run.IsInterrupted)
        {
            WriteCounts(writer, run.Counts);
        }
    }

    /// <summary>Writes how many targets ended how.</summary>
    public static void WriteCounts(Utf8JsonWriter writer, RunCounts counts)
    {
        writer.WriteNumber("done", counts.Succeeded);
        writer.WriteNumber("upToDate", counts.UpToDate);
        writer.WriteNumber("alreadyDone", counts.AlreadyDone);
        writer.WriteNumber("failed", counts.Failed);
        writer.WriteNumber("blocked", counts.NeedsFailed);
        writer.WriteNumber("killed", counts.Killed);
        writer.WriteNumber("runOn", counts.Detached);
        writer.WriteNumber("notStarted", counts.Withdrawn);
    }
}
