using System.Text;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.CommandLine.Output;

/// <summary>What a backend said of itself.</summary>
/// <param name="Name">Which.</param>
/// <param name="Description">What it found; empty when it can't be reached.</param>
/// <param name="Failure">Why it can't be used; null when it can.</param>
/// <param name="Hint">What can be typed about that; null for nothing.</param>
internal sealed record BackendReport(string Name, BackendDescription Description, string? Failure, string? Hint)
{
    /// <summary>True when targets could run there.</summary>
    public bool IsUsable => Failure is null && Description.Problems.IsEmpty;

    /// <summary>A paragraph for people.</summary>
    public string ToText(Terminal terminal)
    {
        StringBuilder text = new();
        string verdict = IsUsable ? terminal.Paint(Tone.Good, "ready") : terminal.Paint(Tone.Bad, Failure is null ? "something is wrong" : "can't be used");
        _ = text.Append($"{terminal.Paint(Tone.Strong, Name)}: {verdict}\n");
        if (!Description.Facts.IsEmpty)
        {
            _ = text.Append(Columns.Of([.. Description.Facts.Select(fact => new[] { "", fact.Name, fact.Value })]));
        }

        if (Description.Queues is { Rows.IsEmpty: false } queues)
        {
            _ = text.Append(Columns.Of([["", .. queues.Columns], .. queues.Rows.Select(row => row.Prepend("").ToArray())]));
        }

        foreach (string problem in Description.Problems)
        {
            _ = text.Append($"  problem: {problem}\n");
        }

        _ = Failure is null ? text : text.Append($"  {Failure}\n");
        return (Hint is null ? text : text.Append($"  hint: {Hint}\n")).ToString();
    }

    /// <summary>The same for programs, on one line.</summary>
    public string ToJson() => JsonLine.Of(writer =>
    {
        writer.WriteString("backend", Name);
        writer.WriteBoolean("usable", IsUsable);
        writer.WriteStartObject("facts");
        foreach (NamedValue fact in Description.Facts)
        {
            writer.WriteString(fact.Name, fact.Value);
        }

        writer.WriteEndObject();
        if (Description.Queues is { } queues)
        {
            QueryText.Write(writer, "queues", queues);
        }

        JsonLine.WriteList(writer, "problems", Failure is null ? Description.Problems : [Failure, .. Description.Problems]);
    }) + "\n";
}
