namespace Ketrew.Expander.Caching;

/// <summary>Two expansions that saw the same and went on differently: the expander depends on something it did not ask for.</summary>
/// <param name="Earlier">What the recorded one did then: a question, or its result.</param>
/// <param name="Later">What the new one did then.</param>
/// <param name="PluginLine">The line of the later one; empty when it had finished.</param>
internal sealed record Divergence(string Earlier, string Later, string PluginLine)
{
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
                return SameResult(earlier, later) ? null : new Divergence("one result", "another result", "");
            }

            if (left?.Question != right?.Question)
            {
                return new Divergence(Describe(left), Describe(right), right?.PluginLine ?? "");
            }

            if (left!.Answer != right!.Answer)
            {
                return null;
            }
        }
    }

    private static string Describe(Observation? observation) => observation is null ? "nothing more" : $"`{observation.Question}`";

    private static bool SameResult(ExpansionRecord earlier, ExpansionRecord later) =>
        RecordCodec.Encode(earlier with { Sandbox = later.Sandbox }).AsSpan().SequenceEqual(RecordCodec.Encode(later));
}
