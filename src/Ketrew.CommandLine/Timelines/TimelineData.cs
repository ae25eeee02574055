using System.Buffers;
using System.Text.Json;
using Ketrew.CommandLine.Output;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Timelines;

/// <summary>What the page draws, as JSON. Short names, since there is one object per attempt; times are milliseconds since the run began.
/// The writer escapes what HTML knows, so that the text may stand in a script element.</summary>
internal static class TimelineData
{
    /// <summary>The object, UTF-8.</summary>
    /// <param name="timeline">What is drawn.</param>
    /// <param name="root">The project's root, absolute.</param>
    /// <param name="now">When it is drawn.</param>
    public static ReadOnlySpan<byte> Of(RunTimeline timeline, string root, DateTimeOffset now)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("project", Path.GetFileName(root));
            writer.WriteString("root", root);
            writer.WriteNumber("start", timeline.From.ToUnixTimeMilliseconds());
            writer.WriteNumber("length", Milliseconds(timeline.Duration));
            writer.WriteNumber("work", Milliseconds(timeline.PathWork));
            writer.WriteNumber("wait", Milliseconds(timeline.PathWait));
            writer.WriteStartObject("run");
            RunJson.WriteFields(writer, timeline.Run, timeline.Progress, now);
            writer.WriteString("counts", RunText.Counts(timeline.Run.Counts));
            writer.WriteEndObject();
            WriteLanes(writer, timeline);
            WriteBars(writer, timeline, root);
            WritePath(writer, timeline);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static void WriteLanes(Utf8JsonWriter writer, RunTimeline timeline)
    {
        writer.WriteStartArray("lanes");
        foreach (TimelineLane lane in timeline.Lanes)
        {
            writer.WriteStartObject();
            writer.WriteString("host", lane.Host);
            writer.WriteNumber("slot", lane.Slot);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteBars(Utf8JsonWriter writer, RunTimeline timeline, string root)
    {
        writer.WriteStartArray("bars");
        foreach (AttemptBar bar in timeline.Bars)
        {
            writer.WriteStartObject();
            WriteBar(writer, timeline, bar, root);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteBar(Utf8JsonWriter writer, RunTimeline timeline, AttemptBar bar, string root)
    {
        AttemptRecord attempt = bar.Attempt;
        writer.WriteString("t", attempt.Id.Target.Value);
        writer.WriteNumber("n", attempt.Id.Number);
        writer.WriteNumber("l", bar.Lane);
        writer.WriteString("o", AttemptOutcomes.Name(bar.Outcome));
        writer.WriteNumber("r", Milliseconds(bar.Ready - timeline.From));
        writer.WriteNumber("f", Milliseconds(bar.From - timeline.From));
        writer.WriteNumber("b", Milliseconds(bar.Began - timeline.From));
        writer.WriteNumber("e", Milliseconds(bar.To - timeline.From));
        writer.WriteString("k", attempt.Backend);
        writer.WriteString("log", Path.GetRelativePath(root, attempt.LogPath));
        WriteText(writer, "by", attempt.ReleasedBy?.Value);
        WriteText(writer, "pool", attempt.HeldBy);
        WriteText(writer, "why", StateText.Describe(attempt.State) is var reason && reason != StateText.Name(attempt.State) ? reason : null);
        if (attempt.Id.Run.Number != timeline.Run.Run)
        {
            writer.WriteNumber("run", attempt.Id.Run.Number);
        }

        if (attempt.Usage.PeakMemoryBytes > 0)
        {
            writer.WriteNumber("cpu", Milliseconds(attempt.Usage.UserTime + attempt.Usage.SystemTime));
            writer.WriteNumber("mem", attempt.Usage.PeakMemoryBytes);
        }
    }

    private static void WritePath(Utf8JsonWriter writer, RunTimeline timeline)
    {
        writer.WriteStartArray("path");
        foreach (PathStep step in timeline.LongestPath)
        {
            writer.WriteNumberValue(step.Index);
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 2);
}
