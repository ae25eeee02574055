using Ketrew.Expander.Language;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Tests.Language;

/// <summary>Stanzas as a plugin hands them over: without places.</summary>
internal static class EmittedStanzas
{
    public static IEnumerable<PlacedStanza> EmittedBy(PlacedStanza parent, Node list) => ((SequenceNode)list).Items
        .Select(item => ((MappingNode)item).Fields[0])
        .Select((field, index) => parent with
        {
            Stanza = new StanzaNode(field.Name, null, WithoutSpans(field.Value), null),
            Provenance = new Provenance(field.Name, null)
            {
                PluginLine = $"WordCountStanza.cs:{14 + index}",
                Plugin = "stanzas/WordCount",
                PluginSpan = parent.Scope.File.Plugins is [var plugin, ..] ? plugin.Span : null,
                Parent = parent.Provenance,
            },
        });

    public static Node WithoutSpans(Node node) => node switch
    {
        ScalarNode scalar => new ScalarNode(scalar.Text, scalar.Kind),
        SequenceNode sequence => new SequenceNode(sequence.Items.Select(WithoutSpans).ToValueList()),
        MappingNode mapping => new MappingNode(mapping.Fields.Select(field => new FieldNode(field.Name, WithoutSpans(field.Value))).ToValueList()),
        _ => throw new InvalidOperationException(node.GetType().Name),
    };
}
