using Ketrew.Expander.Language;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Promotion;

/// <summary>The order of stanzas in an expanded file: by directory, targets and groups by name, <c>default</c> last.</summary>
internal sealed class LeafOrder : IComparer<PlacedStanza>
{
    public static readonly LeafOrder Instance = new();

    /// <summary>The target's or group's name; empty for other stanzas.</summary>
    public static string NameOf(PlacedStanza leaf) => ((leaf.Stanza.Fields as MappingNode)?["name"] as ScalarNode)?.Text ?? "";

    public int Compare(PlacedStanza? x, PlacedStanza? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        int byDirectory = x.Directory.CompareTo(y.Directory);
        int byKind = (x.Stanza.Kind == "default" ? 1 : 0) - (y.Stanza.Kind == "default" ? 1 : 0);
        return byDirectory != 0 ? byDirectory : byKind != 0 ? byKind : string.CompareOrdinal(NameOf(x), NameOf(y));
    }
}
