using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Promotion;

/// <summary>An expanded stanza as an item of the <c>stanzas</c> of a directory that it need not stand for.</summary>
internal static class LeafItem
{
    /// <summary>The item: the stanza itself, or a <c>subdirectory</c> that holds it.</summary>
    /// <param name="leaf">The stanza.</param>
    /// <param name="directory">The directory that the list stands for: the leaf's, or one above.</param>
    public static StanzaNode Of(PlacedStanza leaf, ProjectPath directory)
    {
        if (leaf.Directory == directory)
        {
            return leaf.Stanza;
        }

        Node stanza = Node.Mapping((leaf.Stanza.Kind, leaf.Stanza.Fields));
        return new StanzaNode(VanillaStanza.Subdirectory, null, Node.Mapping(("path", leaf.Directory.RelativeTo(directory)), ("stanzas", Node.List(stanza))), null);
    }
}
