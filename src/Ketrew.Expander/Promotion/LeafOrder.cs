using Ketrew.Expander.Language;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Promotion;

/// <summary>The order of stanzas in an expanded file: by directory, targets and groups by name, <c>default</c> last.</summary>
/// <param name="Directory">Where it stands.</param>
/// <param name="IsDefault">True for <c>default</c>.</param>
/// <param name="Name">The target's or group's.</param>
internal readonly record struct LeafOrder(ProjectPath Directory, bool IsDefault, string Name) : IComparable<LeafOrder>
{
    /// <summary>The target's or group's name; empty for other stanzas.</summary>
    public static string NameOf(PlacedStanza leaf) => ((leaf.Stanza.Fields as MappingNode)?["name"] as ScalarNode)?.Text ?? "";

    /// <summary>Where a stanza belongs.</summary>
    public static LeafOrder KeyOf(PlacedStanza leaf) => new(leaf.Directory, leaf.Stanza.Kind == "default", NameOf(leaf));

    /// <inheritdoc/>
    public int CompareTo(LeafOrder other)
    {
        int byDirectory = Directory.CompareTo(other.Directory);
        int byKind = IsDefault.CompareTo(other.IsDefault);
        return byDirectory != 0 ? byDirectory : byKind != 0 ? byKind : string.CompareOrdinal(Name, other.Name);
    }
}
