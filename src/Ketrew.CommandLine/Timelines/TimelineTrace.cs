using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ketrew.CommandLine.Output;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.CommandLine.Timelines;

/// <summary>A run as a Chrome trace: a process per host, a thread per slot. Format: "Trace Event Format" of the Chromium project;
/// Perfetto (ui.perfetto.dev) and chrome://tracing read it.</summary>
internal static class TimelineTrace
{
    /// <summary>The trace, UTF-8.</summary>
    public static ReadOnlyMemory<byte> Of(RunTimeline timeline)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("displayTimeUnit", "ms");
            WriteRun(writer, timeline);
            writer.WriteStartArray("traceEvents");
            WriteNames(writer, timeline);
            HashSet<AttemptId> onPath = [.. timeline.LongestPath.Select(step => step.Bar.Attempt.Id)];
            foreach (AttemptBar bar in timeline.Bars)
            {
                Write(writer, timeline, bar, onPath.Contains(bar.Attempt.Id));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteRun(Utf8JsonWriter writer, RunTimeline timeline)
    {
        writer.WriteStartObject("otherData");
        writer.WriteString("run", timeline.Run.Run.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("started", timeline.From.UtcDateTime);
        writer.WriteString("verdict", RunText.Verdict(timeline.Run, timeline.Progress));
        writer.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter writer, RunTimeline timeline)
    {
        for (int lane = 0; lane < timeline.Lanes.Count; lane++)
        {
            TimelineLane row = timeline.Lanes[lane];
            if (row.Slot == 1)
            {
                WriteName(writer, "process_name", timeline.Lanes, lane, row.Host);
            }

            WriteName(writer, "thread_name", timeline.Lanes, lane, string.Create(CultureInfo.InvariantCulture, $"slot {row.Slot}"));
        }
    }

    private static void WriteName(Utf8JsonWriter writer, string what, ValueList<TimelineLane> lanes, int lane, string name)
    {
        writer.WriteStartObject();
        writer.WriteString("name", what);
        writer.WriteString("ph", "M");
        WritePlace(writer, lanes, lane);
        writer.WriteStartObject("args");
        writer.WriteString("name", name);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // A host is named by the lane after its first one: 0 would be the reader's own process.
    private static void WritePlace(Utf8JsonWriter writer, ValueList<TimelineLane> lanes, int lane)
    {
        writer.WriteNumber("pid", lane - lanes[lane].Slot + 2);
        writer.WriteNumber("tid", lane + 1);
    }

    private static void Write(Utf8JsonWriter writer, RunTimeline timeline, AttemptBar bar, bool isOnPath)
    {
        if (bar.Queued >= WaitText.Shortest)
        {
            WriteSlice(writer, timeline, bar, isOnPath, (bar.From, bar.Began, "waiting"));
        }

        WriteSlice(writer, timeline, bar, isOnPath, (bar.Began, bar.To, AttemptOutcomes.Name(bar.Outcome)));
    }

    private static void WriteSlice(
        Utf8JsonWriter writer, RunTimeline timeline, AttemptBar bar, bool isOnPath, (DateTimeOffset From, DateTimeOffset To, string Category) slice)
    {
        writer.WriteStartObject();
        writer.WriteString("name", slice.Category == "waiting" ? $"{bar.Attempt.Id.Target} waits" : bar.Attempt.Id.Target.Value);
        writer.WriteString("cat", slice.Category);
        writer.WriteString("ph", "X");
        writer.WriteNumber("ts", Microseconds(slice.From - timeline.From));
        writer.WriteNumber("dur", Microseconds(slice.To - slice.From));
        WritePlace(writer, timeline.Lanes, bar.Lane);
        writer.WriteStartObject("args");
        WriteDetails(writer, bar, isOnPath);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter writer, AttemptBar bar, bool isOnPath)
    {
        writer.WriteNumber("attempt", bar.Attempt.Id.Number);
        writer.WriteString("outcome", AttemptOutcomes.Name(bar.Outcome));
        if (StateText.Describe(bar.Attempt.State) is var reason && reason != StateText.Name(bar.Attempt.State))
        {
            writer.WriteString("reason", reason);
        }

        if (WaitText.Of(bar.Attempt) is { Length: > 0 } waits)
        {
            writer.WriteString("before", waits);
        }

        writer.WriteString("backend", bar.Attempt.Backend);
        writer.WriteString("log", bar.Attempt.LogPath);
        if (isOnPath)
        {
            writer.WriteBoolean("longest path", value: true);
        }
    }

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
