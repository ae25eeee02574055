using System.Text.Json;
using Ketrew.Engine.Running;

namespace Ketrew.CommandLine.Output;

/// <summary>What became of requests to kill, in the words that people and programs read.</summary>
internal static class KillText
{
    private static readonly (KillOutcome Outcome, string Word)[] _words =
    [
        (KillOutcome.Killed, "killed"),
        (KillOutcome.Withdrawn, "withdrawn"),
        (KillOutcome.NotRunning, "not-running"),
        (KillOutcome.Ended, "ended"),
        (KillOutcome.Unconfirmed, "unconfirmed"),
    ];

    /// <summary>One word for an outcome; also the value in JSON.</summary>
    public static string Name(KillOutcome outcome) => Array.Find(_words, pair => pair.Outcome == outcome).Word;

    /// <summary>The outcome of a word.</summary>
    /// <exception cref="JsonException">There is none.</exception>
    public static KillOutcome OutcomeOf(string word) =>
        Array.FindIndex(_words, pair => pair.Word == word) is >= 0 and int index
            ? _words[index].Outcome
            : throw new JsonException($"there is no outcome `{word}`");

    /// <summary>The properties of a report.</summary>
    public static void Write(Utf8JsonWriter writer, KillReport report)
    {
        writer.WriteString("target", report.Target.Value);
        writer.WriteString("outcome", Name(report.Outcome));
        writer.WriteString("detail", report.Detail);
    }

    /// <summary>A report as a line for people; targets are padded to a width.</summary>
    public static string Line(KillReport report, int width) =>
        $"{Name(report.Outcome),-11}  {report.Target.Value.PadRight(width)}  {Explain(report)}".TrimEnd();

    private static string Explain(KillReport report) => report switch
    {
        { Outcome: KillOutcome.Unconfirmed, Detail.Length: > 0 } => $"may still run: {report.Detail}",
        { Outcome: KillOutcome.Unconfirmed } => "may still run",
        { Detail.Length: > 0 } => report.Detail,
        { Outcome: KillOutcome.Withdrawn } => "it had not begun",
        { Outcome: KillOutcome.Ended } => "it ended by itself before",
        _ => "",
    };
}
