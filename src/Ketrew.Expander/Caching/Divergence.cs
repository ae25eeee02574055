using System.Text;
using Ketrew.Expander.Differences;

namespace Ketrew.Expander.Caching;

/// <summary>Two expansions that saw the same and went on differently: the expander depends on something it did not ask for.</summary>
/// <param name="Earlier">The one that was recorded first.</param>
/// <param name="Later">The other one.</param>
/// <param name="Depth">How many questions they have in common, with their answers.</param>
internal sealed record Divergence(ExpansionRecord Earlier, ExpansionRecord Later, int Depth)
{
    // Logs of this length are shown whole; of longer ones what differs, with what is around it.
    private const int WholeLines = 24;
    private const int LineLimit = 60;

    /// <summary>What the earlier one did next: <c>`exists a.txt`</c>, <c>nothing more</c>, or that it gave something else.</summary>
    public string EarlierStep => StepOf(Earlier) ?? (StepOf(Later) is null ? "one result" : "nothing more");

    /// <summary>What the later one did next.</summary>
    public string LaterStep => StepOf(Later) ?? (StepOf(Earlier) is null ? "another result" : "nothing more");

    /// <summary>Compares two expansions with one key.</summary>
    /// <returns>Null when they agree up to the first different answer.</returns>
    public static Divergence? Between(ExpansionRecord earlier, ExpansionRecord later)
    {
        for (int i = 0; ; i++)
        {
            Observation? left = i < earlier.Observations.Count ? earlier.Observations[i] : null;
            Observation? right = i < later.Observations.Count ? later.Observations[i] : null;
            if (left is null && right is null)
            {
                return HasSameResult(earlier, later) ? null : new Divergence(earlier, later, i);
            }

            if (left?.Question != right?.Question)
            {
                return new Divergence(earlier, later, i);
            }

            if (left!.Answer != right!.Answer)
            {
                return null;
            }
        }
    }

    /// <summary>True when both gave the same, whatever they asked.</summary>
    public static bool HasSameResult(ExpansionRecord earlier, ExpansionRecord later) =>
        RecordCodec.Encode(earlier with { Observations = [], Sandbox = later.Sandbox }).AsSpan().SequenceEqual(RecordCodec.Encode(later with { Observations = [] }));

    /// <summary>Both logs in one text, each line with its line of the plugin: <c>-</c> what the earlier one did, <c>+</c> what the later one did.</summary>
    /// <param name="lineOf">What people are shown for a line of the plugin.</param>
    public string ShowLogs(Func<string, string> lineOf)
    {
        string before = ExpansionLog.Of(Earlier, lineOf);
        string after = ExpansionLog.Of(Later, lineOf);
        bool isShort = before.Count('\n') <= WholeLines && after.Count('\n') <= WholeLines;
        IEnumerable<IReadOnlyList<DifferenceLine>> hunks = isShort
            ? [LineDifference.Between(before.Split('\n'), after.Split('\n'))]
            : TextDifference.Hunks(before, after);
        string[] lines = [.. hunks.SelectMany((hunk, i) => hunk.Select(line => $"{line.Mark} {line.Text}".TrimEnd()).Prepend(i > 0 ? "  …" : "")).Where(line => line.Length > 0)];
        StringBuilder text = new();
        text.AppendJoin('\n', lines.Take(LineLimit));
        return lines.Length <= LineLimit ? text.ToString() : text.Append("\n  …").ToString();
    }

    private string? StepOf(ExpansionRecord record) => Depth < record.Observations.Count ? $"`{record.Observations[Depth].Question}`" : null;
}
