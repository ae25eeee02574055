using System.Text.Json;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Output;

/// <summary>An attempt for programs. Fields are added, never renamed.</summary>
internal static class AttemptJson
{
    /// <summary>Writes what is known of an attempt, without its numbers, into an object that was begun.</summary>
    public static void WriteFields(Utf8JsonWriter writer, AttemptRecord attempt)
    {
        writer.WriteString("log", attempt.LogPath);
        writer.WriteString("backend", attempt.Backend);
        WriteText(writer, "host", attempt.Host.Length == 0 ? null : attempt.Host);
        WriteMoment(writer, "ready", attempt.Ready);
        WriteMoment(writer, "started", attempt.Started);
        WriteMoment(writer, "ended", attempt.Ended);
        if (attempt.Duration is { } duration)
        {
            writer.WriteNumber("seconds", Math.Round(duration.TotalSeconds, 3));
        }

        WriteText(writer, "releasedBy", attempt.ReleasedBy?.Value);
        WriteText(writer, "heldBy", attempt.HeldBy);
        if (attempt.AdoptedBy is { } run)
        {
            writer.WriteNumber("pickedUpByRun", run);
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteMoment(Utf8JsonWriter writer, string name, DateTimeOffset? moment)
    {
        if (moment is { } known)
        {
            writer.WriteString(name, known.UtcDateTime);
        }
    }
}
