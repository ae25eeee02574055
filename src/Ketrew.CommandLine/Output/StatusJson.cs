using System.Text.Json;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Output;

/// <summary>A status for programs: one object. Fields are added, never renamed.</summary>
internal static class StatusJson
{
    /// <summary>The object, indented.</summary>
    public static string Of(StatusReport report) => JsonText.Of(writer =>
    {
        if (report.Run is { } run)
        {
            RunJson.WriteFields(writer, run, report.Progress, report.Now);
        }

        writer.WriteStartArray("targets");
        foreach (TargetStatus status in report.Targets)
        {
            Write(writer, status);
        }

        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, TargetStatus status)
    {
        writer.WriteStartObject();
        writer.WriteString("target", status.Target.Value);
        writer.WriteString("state", status.State.IsSuccess ? "done" : StateText.Name(status.State));
        writer.WriteNumber("run", status.Run);
        writer.WriteString("at", status.At.UtcDateTime);
        if (!status.State.IsSuccess && StateText.Describe(status.State) is var reason && reason != StateText.Name(status.State))
        {
            writer.WriteString("reason", reason);
        }

        if (status.State is TargetState.Unknown unknown)
        {
            writer.WriteString("since", unknown.Since.UtcDateTime);
        }

        if (status.LastAttempt is { } attempt)
        {
            writer.WriteNumber("attempt", attempt.Id.Number);
            AttemptJson.WriteFields(writer, attempt);
        }

        writer.WriteEndObject();
    }
}
