using System.Diagnostics;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>Gives the nodes of an emitted stanza the places of the template that they come from.</summary>
/// <param name="places">As in <see cref="Sdk.Protocol.EmittedItem"/>: the first is that of the kind. Too few leave nodes without a place.</param>
/// <param name="source">Knows where the numbers are.</param>
internal sealed class PlacedNodes(int[] places, TemplateSource source)
{
    private int _next = 1;

    /// <summary>The same node with places.</summary>
    public Node Place(Node node)
    {
        SourceSpan? span = Next();
        return node switch
        {
            ScalarNode scalar => new ScalarNode(scalar.Text, scalar.Kind, span),
            SequenceNode sequence => new SequenceNode([.. sequence.Items.Select(Place)], span),
            MappingNode mapping => new MappingNode([.. mapping.Fields.Select(Place)], span),
            _ => throw new UnreachableException(),
        };
    }

    private FieldNode Place(FieldNode field)
    {
        SourceSpan? name = Next();
        return new FieldNode(field.Name, Place(field.Value), name);
    }

    private SourceSpan? Next() => _next < places.Length ? source.SpanOf(places[_next++]) : null;
}
