using System.Globalization;
using System.Text;
using Ketrew.Engine.Automaton;
using Ketrew.Engine.Storage;

namespace Ketrew.Engine.Tests.Storage;

/// <summary>Every answer to every question about a state, as text.</summary>
internal static class StateDescription
{
    public static string Of(StateQueries queries)
    {
        StringBuilder text = new();
        foreach (RunRecord run in queries.Runs(int.MaxValue))
        {
            text.Append(CultureInfo.InvariantCulture, $"run {run.Run} of {run.TargetCount}, {run.Jobs?.ToString(CultureInfo.InvariantCulture) ?? "?"} jobs: {Time(run.Started)} to {Time(run.Ended)}{(run.IsInterrupted ? ", interrupted" : "")}, {run.Remaining?.ToString() ?? "remaining time unknown"}\n  {run.Counts}\n");
            text.AppendJoin("", queries.StatusesOf(run.Run).Select(status => $"  stood: {Line(status)}"));
            text.AppendJoin("", queries.Timeline(run.Run).Select(attempt => $"  tried: {Line(attempt)}"));
        }

        foreach (TargetStatus status in queries.Statuses())
        {
            text.Append(Line(status));
            text.AppendJoin("", queries.History(status.Target).Select(entry => $"  {Time(entry.At)} run {entry.Run}: {State(entry.State)}\n"));
        }

        return text.Append("outputs ").AppendJoin(' ', queries.KnownOutputs()).Append('\n').ToString();
    }

    private static string Line(TargetStatus status) =>
        $"{status.Target}: {State(status.State)} in run {status.Run} at {Time(status.At)}, last attempt {status.LastAttempt?.Id.ToString() ?? "none"}\n";

    private static string Line(AttemptRecord attempt) => string.Create(
        CultureInfo.InvariantCulture,
        $"{attempt.Id} on {attempt.Backend}/{attempt.Host}, ready {Time(attempt.Ready)}, intended {Time(attempt.Intended)}, started {Time(attempt.Started)}, ended {Time(attempt.Ended)}: {State(attempt.State)}, {attempt.Usage.UserTime.TotalSeconds} s, {attempt.Usage.PeakMemoryBytes} bytes, {Path.GetFileName(attempt.LogPath)}\n");

    private static string State(TargetState state)
    {
        StoredState stored = StateCodec.Encode(state);
        object?[] parts = [stored.Name, stored.Attempt, stored.Reason, stored.Number, stored.Text, stored.Until];
        return string.Join(' ', parts.Where(part => part is not (null or ""))).Replace('\n', '|');
    }

    private static string Time(DateTimeOffset? moment) => moment?.ToString("O", CultureInfo.InvariantCulture) ?? "-";
}
