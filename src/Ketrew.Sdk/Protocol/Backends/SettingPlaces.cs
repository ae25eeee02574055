using System.Diagnostics;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Protocol.Backends;

/// <summary>Numbers the places of settings from 1 on, in the order of writing: nodes lose their places on the way to a host,
/// and what it has to say about them finds its way back to the line by number.</summary>
internal static class SettingPlaces
{
    /// <summary>The same settings with numbers for lines.</summary>
    public static MappingNode Number(MappingNode settings)
    {
        int last = 0;
        return (MappingNode)Number(settings, ref last);
    }

    /// <summary>The number that a span is; 0 for none.</summary>
    public static int NumberOf(SourceSpan? span) => span?.Line ?? 0;

    /// <summary>The places as they were written; that of number 1 first.</summary>
    public static IReadOnlyList<SourceSpan?> SpansOf(MappingNode settings)
    {
        List<SourceSpan?> spans = [];
        Collect(settings, spans);
        return spans;
    }

    private static Node Number(Node node, ref int last)
    {
        SourceSpan span = Next(ref last);
        switch (node)
        {
            case ScalarNode scalar:
                return new ScalarNode(scalar.Text, scalar.Kind, span);
            case SequenceNode list:
                List<Node> items = [];
                foreach (Node item in list.Items)
                {
                    items.Add(Number(item, ref last));
                }

                return new SequenceNode(items.ToValueList(), span);
            case MappingNode map:
                List<FieldNode> fields = [];
                foreach (FieldNode field in map.Fields)
                {
                    SourceSpan name = Next(ref last);
                    fields.Add(new FieldNode(field.Name, Number(field.Value, ref last), name));
                }

                return new MappingNode(fields.ToValueList(), span);
            default:
                throw new UnreachableException();
        }
    }

    private static void Collect(Node node, List<SourceSpan?> spans)
    {
        spans.Add(node.Span);
        foreach (Node item in (node as SequenceNode)?.Items ?? [])
        {
            Collect(item, spans);
        }

        foreach (FieldNode field in (node as MappingNode)?.Fields ?? [])
        {
            spans.Add(field.NameSpan);
            Collect(field.Value, spans);
        }
    }

    private static SourceSpan Next(ref int last)
    {
        last++;
        return new SourceSpan("", last, 1, last, 1);
    }
}
