using System.Globalization;
using System.Text;
using System.Text.Json;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Output;

/// <summary>Everything that happened to a target.</summary>
/// <param name="Target">Which.</param>
/// <param name="Transitions">The oldest first.</param>
/// <param name="Attempts">The latest first.</param>
internal sealed record TargetHistory(TargetId Target, ValueList<TransitionRecord> Transitions, ValueList<AttemptRecord> Attempts)
{
    private static readonly string _indent = new(' ', 29);

    /// <summary>A block per run, a line per transition; after an attempt that failed where its log is.</summary>
    public string ToText(MomentText moments)
    {
        StringBuilder text = new();
        int run = 0;
        foreach (TransitionRecord entry in Transitions)
        {
            if (entry.Run != run)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(run == 0 ? "" : "\n")}run {entry.Run}, {moments.Full(entry.At)}\n");
                run = entry.Run;
            }

            text.Append($"  {moments.Time(entry.At)}  {StateText.Name(entry.State),-12}  {Detail(entry)}".ReplaceLineEndings(" ").TrimEnd()).Append('\n');
            if (LogOf(entry) is { } log)
            {
                text.Append(_indent).Append(log).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The same for programs: an object with <c>target</c>, <c>transitions</c> and <c>attempts</c>, each the oldest first.</summary>
    public string ToJson() => JsonText.Of(writer =>
    {
        writer.WriteString("target", Target.Value);
        writer.WriteStartArray("transitions");
        foreach (TransitionRecord entry in Transitions)
        {
            Write(writer, entry);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("attempts");
        foreach (AttemptRecord attempt in Enumerable.Reverse(Attempts))
        {
            writer.WriteStartObject();
            writer.WriteNumber("run", attempt.Id.Run.Number);
            writer.WriteNumber("attempt", attempt.Id.Number);
            writer.WriteString("state", StateText.Name(attempt.State));
            AttemptJson.WriteFields(writer, attempt);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, TransitionRecord entry)
    {
        writer.WriteStartObject();
        writer.WriteNumber("run", entry.Run);
        writer.WriteString("at", entry.At.UtcDateTime);
        writer.WriteString("state", StateText.Name(entry.State));
        if (StateText.AttemptOf(entry.State) is > 0 and int attempt)
        {
            writer.WriteNumber("attempt", attempt);
        }

        if (StateText.Describe(entry.State) is var reason && reason != StateText.Name(entry.State))
        {
            writer.WriteString("reason", reason);
        }

        writer.WriteEndObject();
    }

    private string Detail(TransitionRecord entry)
    {
        AttemptRecord? attempt = AttemptOf(entry);
        return entry.State switch
        {
            TargetState.Running when attempt is not null => Begin(entry, attempt),
            TargetState.Succeeded when attempt?.Duration is { } duration => $"after {StateText.Describe(duration)}",
            TargetState.Failed or TargetState.Retrying or TargetState.Killed when attempt?.Duration is { } duration =>
                $"after {StateText.Describe(duration)}: {StateText.Describe(entry.State)}",
            _ when StateText.Describe(entry.State) is var reason && reason != StateText.Name(entry.State) => reason,
            _ => "",
        };
    }

    private static string Begin(TransitionRecord entry, AttemptRecord attempt)
    {
        string place = (attempt.Host, attempt.Backend) switch
        {
            ("", _) => $" on {attempt.Backend}",
            (_, "local") => $" on {attempt.Host}",
            _ => $" on {attempt.Host} ({attempt.Backend})",
        };
        if (attempt.Id.Run.Number != entry.Run)
        {
            return string.Create(CultureInfo.InvariantCulture, $"picked up attempt {attempt.Id.Number} of run {attempt.Id.Run.Number}{place}");
        }

        string waits = WaitText.Of(attempt) is { Length: > 0 } known ? $": {known}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"attempt {attempt.Id.Number}{place}{waits}");
    }

    private string? LogOf(TransitionRecord entry) => entry.State is TargetState.Failed or TargetState.Retrying or TargetState.Killed or TargetState.Succeeded
        ? AttemptOf(entry)?.LogPath
        : null;

    // A run that took an attempt over says its number.
    private AttemptRecord? AttemptOf(TransitionRecord entry) => Attempts.FirstOrDefault(attempt =>
        attempt.Id.Number == StateText.AttemptOf(entry.State)
        && (attempt.Id.Run.Number == entry.Run || (attempt.Id.Run.Number < entry.Run && attempt.AdoptedBy >= entry.Run)));
}
