using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Reading;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language;

/// <summary>A <c>stanzas</c> list: items of one key each. Mistaken items are reported and left out.</summary>
internal static class StanzaList
{
    /// <summary>How a list of stanzas is called in descriptions; what an item may be depends on the plugins.</summary>
    public const string TypeName = "stanzas";

    /// <summary>Reads the list.</summary>
    public static Decoder<ValueList<StanzaNode>> Decoder { get; } = new(Read, new FieldType.Reference(TypeName));

    private static bool Read(Node node, DecodeContext context, out ValueList<StanzaNode> stanzas)
    {
        stanzas = [];
        if (node is not SequenceNode sequence)
        {
            return node is ScalarNode { Kind: ScalarKind.Null }
                || context.Report(Problem.WrongType(node, "a list of stanzas", "begin every stanza with `- `"));
        }

        List<StanzaNode> items = new(sequence.Items.Count);
        foreach (Node item in sequence.Items.AsSpan())
        {
            if (item is MappingNode { Fields: [var only] } && !IsNothing(only.Name))
            {
                items.Add(new StanzaNode(only.Name, only.NameSpan, only.Value, item.Span));
            }
            else
            {
                ReportItem(item, context);
            }
        }

        stanzas = [.. items];
        return true;
    }

    /// <summary>True for a name that says nothing: <c>- ~: { name: a }</c>.</summary>
    public static bool IsNothing(string name) => CoreSchema.Resolve(name) == ScalarKind.Null;

    /// <summary>Says what is wrong with an item that isn't one name with its fields.</summary>
    public static void ReportItem(Node item, DecodeContext context) => context.Report(Problem.BadStanza(Blame(item), HintFor(item)));

    // Of a mapping the second key is the one too many.
    private static Node Blame(Node item) =>
        item is MappingNode { Fields: [_, { NameSpan: SourceSpan span } second, ..] } ? new ScalarNode(second.Name, ScalarKind.Text, span) : item;

    private static string? HintFor(Node item) => item switch
    {
        MappingNode { Fields: [{ Value: ScalarNode { Kind: ScalarKind.Null } } first, var second, ..] } =>
            $"indent `{second.Name}` deeper than `{first.Name}`",
        MappingNode { Fields: [var first, var second, ..] } => $"indent `{second.Name}` as the fields of `{first.Name}`, or begin another stanza with `- `",
        SequenceNode => "remove one of the two `- `",
        ScalarNode { Kind: ScalarKind.Text, Text: var kind } => $"write `- {kind}: {{ … }}`",
        _ => "write `- target: { name: … }`",
    };
}
