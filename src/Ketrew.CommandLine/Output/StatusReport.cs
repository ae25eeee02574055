using System.Globalization;
using System.Text;
using System.Text.Json;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Output;

/// <summary>The last run and every target that anything ever happened to.</summary>
/// <param name="LastRun">Null before the first run.</param>
/// <param name="Targets">In ordinal order of ids.</param>
internal sealed record StatusReport(RunRecord? LastRun, ValueList<TargetStatus> Targets)
{
    /// <summary>Reads it.</summary>
    public static StatusReport Of(StateQueries queries) => new(queries.Runs(1) is [var last, ..] ? last : null, queries.Statuses());

    /// <summary>One screen for people.</summary>
    /// <param name="all">Also the targets that are done.</param>
    public string ToText(bool all)
    {
        if (LastRun is not { } run)
        {
            return "nothing was run yet\n";
        }

        StringBuilder text = new();
        text.Append(RunLine(run));
        foreach (IGrouping<string, TargetStatus> group in Targets.GroupBy(status => NameOf(status.State)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{group.Count(),7} {group.Key}\n");
        }

        TargetStatus[] shown = [.. Targets.Where(status => all || !status.State.IsSuccess)];
        if (shown.Length > 0)
        {
            int width = shown.Max(status => status.Target.Value.Length);
            text.Append('\n').AppendJoin("", shown.Select(status => TargetLine(status, width)));
        }

        return text.ToString();
    }

    /// <summary>The same for programs.</summary>
    public string ToJson()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            WriteRun(writer);
            writer.WriteStartArray("targets");
            foreach (TargetStatus status in Targets)
            {
                WriteTarget(writer, status);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    // Between runs it makes no difference whether the last one had to do something.
    private static string NameOf(TargetState state) => state.IsSuccess ? "done" : StateText.Name(state);

    private static string RunLine(RunRecord run)
    {
        string started = run.Started.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string end = run switch
        {
            { IsInterrupted: true } => "was cut off",
            { Ended: { } ended } => $"took {StateText.Describe(ended - run.Started)}",
            _ => "goes on, or its process died",
        };
        return $"run {run.Run} of {StateText.Count(run.TargetCount, "target")}, started {started}, {end}\n";
    }

    private static string TargetLine(TargetStatus status, int width)
    {
        string why = status.State is TargetState.Failed or TargetState.Killed ? $"  {StateText.Describe(status.State)}" : "";
        string time = status.LastAttempt?.Duration is { } duration ? $"  {StateText.Describe(duration)}" : "";
        return $"{NameOf(status.State),-11}  {status.Target.Value.PadRight(width)}{time}{why}\n";
    }

    private void WriteRun(Utf8JsonWriter writer)
    {
        if (LastRun is { } run)
        {
            writer.WriteNumber("run", run.Run);
            writer.WriteString("started", run.Started.UtcDateTime);
            writer.WriteBoolean("interrupted", run.IsInterrupted);
        }
    }

    private static void WriteTarget(Utf8JsonWriter writer, TargetStatus status)
    {
        writer.WriteStartObject();
        writer.WriteString("target", status.Target.Value);
        writer.WriteString("state", NameOf(status.State));
        writer.WriteNumber("run", status.Run);
        writer.WriteString("at", status.At.UtcDateTime);
        if (status.LastAttempt is { } attempt)
        {
            writer.WriteNumber("attempt", attempt.Id.Number);
            writer.WriteString("log", attempt.LogPath);
            if (attempt.Duration is { } duration)
            {
                writer.WriteNumber("seconds", Math.Round(duration.TotalSeconds, 3));
            }
        }

        writer.WriteEndObject();
    }
}
