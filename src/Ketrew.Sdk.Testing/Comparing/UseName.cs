using Ketrew.Expander.Expansion;
using Ketrew.Sdk.Planning;

namespace Ketrew.Sdk.Testing.Comparing;

/// <summary>How messages name one stanza of a workflow.</summary>
internal static class UseName
{
    /// <summary>Kind and place, for an emitted one also what it comes from: <c>inner ← outer (workflow.yaml:3:5)</c>.</summary>
    public static string Of(StanzaUse use)
    {
        string kinds = string.Join(" ← ", use.Chain().Select(one => one.Placed.Stanza.Kind));
        return Of(kinds, use.Root.Placed.Provenance);
    }

    private static string Of(string kinds, Provenance written) => written.Span is { } span ? $"{kinds} ({span})" : kinds;
}
