using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Expansion;

/// <summary>Finds how the stanzas were expanded that a target comes from.</summary>
/// <param name="expansion">Whose targets.</param>
public sealed class StanzaReports(ExpansionResult expansion)
{
    // By identity: two stanzas of one kind may come from the same places.
    private readonly Dictionary<Provenance, StanzaReport> _byProvenance = new(
        expansion.Stanzas.Where(report => report.Use is not null).Select(report => KeyValuePair.Create(report.Use!.Placed.Provenance, report)),
        ReferenceEqualityComparer.Instance);

    /// <summary>How a custom stanza was expanded; null for any other one.</summary>
    /// <param name="stanza">Of a target of the plan, or above it: the very object.</param>
    public StanzaReport? Find(Provenance stanza) => _byProvenance.GetValueOrDefault(stanza);
}
