using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>Reads what a template stands for: tells control mappings from others, and numbers every place. Expressions are looked at by the plugin host.</summary>
/// <param name="source">Numbers the places.</param>
/// <param name="context">Takes problems.</param>
internal sealed class TemplateBody(TemplateSource source, DecodeContext context)
{
    // Deeper ones could not be sent: three levels of JSON for each.
    private const int DepthLimit = 100;

    /// <summary>Reads a list of stanzas: each item is one kind with its fields, or controls others.</summary>
    /// <param name="node">What stands below <c>expand</c>.</param>
    public TemplateNode ReadStanzas(Node node)
    {
        if (node is not SequenceNode && !IsControl(node))
        {
            context.Report(Problem.WrongType(node, "a list of stanzas", "begin every stanza with `- `"));
            return new TemplateNode.List(Number(node), []);
        }

        return Read(node, KnownKeys.Stanzas, isItem: false, 1);
    }

    /// <summary>An expression without braces, or statements.</summary>
    /// <param name="node">A scalar.</param>
    /// <param name="offset">Where it begins in the scalar's text.</param>
    public TemplateText ReadText(ScalarNode node, int offset = 0) => new(Number(node), offset, node.Text[offset..]);

    private TemplateNode Read(Node node, KnownKeys keys, bool isItem, int depth)
    {
        if (depth > DepthLimit)
        {
            context.Report(Problem.TooDeep(node.Span!.Value, DepthLimit));
            return new TemplateNode.List(Number(node), []);
        }

        switch (node)
        {
            case ScalarNode scalar:
                return ReadScalar(scalar, keys.AreStanzas);
            case SequenceNode sequence:
                CheckItems(sequence, keys);
                return new TemplateNode.List(Number(node), [.. sequence.Items.Select(item => Read(item, IsControl(item) ? keys : keys.Item, isItem: true, depth + 1))]);
            case MappingNode mapping when IsControl(mapping):
                return ControlMapping.Check(mapping, isItem, context) ? ReadControl(mapping, keys, depth) : new TemplateNode.List(Number(node), []);
            default:
                return ReadMapping((MappingNode)node, keys, depth);
        }
    }

    private void CheckItems(SequenceNode sequence, KnownKeys keys)
    {
        foreach (SequenceNode inner in keys.AreStanzas ? sequence.Items.OfType<SequenceNode>() : [])
        {
            StanzaList.ReportItem(inner, context);
        }
    }

    private TemplateNode ReadScalar(ScalarNode scalar, bool wantsStanzas)
    {
        bool hasExpressions = HasExpressions(scalar.Text);
        if (wantsStanzas && !hasExpressions)
        {
            StanzaList.ReportItem(scalar, context);
        }

        int place = Number(scalar);
        return hasExpressions ? new TemplateNode.Text(place, scalar.Text) : new TemplateNode.Literal(place, new ScalarNode(scalar.Text, scalar.Kind));
    }

    private TemplateNode.Mapping ReadMapping(MappingNode mapping, KnownKeys keys, int depth)
    {
        if (keys.AreStanzas && !(mapping.Fields is [var only] && !StanzaList.IsNothing(only.Name)))
        {
            StanzaList.ReportItem(mapping, context);
        }

        return new TemplateNode.Mapping(Number(mapping), [.. mapping.Fields.Select(field => ReadEntry(field, keys, depth))]);
    }

    private TemplateEntry ReadEntry(FieldNode field, KnownKeys keys, int depth)
    {
        bool hasExpressions = HasExpressions(field.Name);
        if (!hasExpressions)
        {
            keys.Check(field, context);
        }

        return new TemplateEntry(source.Add(field.NameSpan, field.Name), field.Name, hasExpressions, Read(field.Value, keys.Below(field.Name), isItem: false, depth + 1));
    }

    private TemplateNode ReadControl(MappingNode mapping, KnownKeys keys, int depth)
    {
        int place = Number(mapping);
        TemplateNode Part(string name) => Read(mapping[name]!, keys, isItem: false, depth + 1);
        if (mapping["for"] is { } loop)
        {
            bool isMerge = mapping["merge"] is not null;
            TemplateNode body = isMerge ? Read(mapping["merge"]!, keys.Merged, isItem: false, depth + 1) : Read(mapping["do"]!, keys, isItem: true, depth + 1);
            return LoopHead.Read(loop, context) is { } head
                ? new TemplateNode.For(place, head.Key, head.Item, ReadText((ScalarNode)loop, head.Offset), body, isMerge)
                : body;
        }

        if (mapping["if"] is { } condition)
        {
            TemplateNode then = Part("then");
            TemplateNode? otherwise = mapping["else"] is null ? null : Part("else");
            return LoopHead.CheckExpression(condition, context) ? new TemplateNode.If(place, ReadText((ScalarNode)condition), then, otherwise) : then;
        }

        return new TemplateNode.Let(place, ReadVariables(mapping["let"]!, depth), mapping["in"] is null ? null : Part("in"));
    }

    private TemplateEntry[] ReadVariables(Node node, int depth)
    {
        if (node is not MappingNode variables)
        {
            context.Report(Problem.WrongType(node, "variables with values", "write one `name: value` per line"));
            return [];
        }

        foreach (FieldNode variable in variables.Fields)
        {
            VariableName.Check(variable.Name, variable.NameSpan, context);
        }

        return [.. variables.Fields.Select(variable => ReadEntry(variable, KnownKeys.None, depth))];
    }

    private static bool IsControl(Node node) => node is MappingNode mapping && ControlMapping.IsControl(mapping);

    private int Number(Node node) => source.Add(node.Span, (node as ScalarNode)?.Text ?? "");

    // `{%{` begins text in which braces mean nothing.
    private static bool HasExpressions(string text) => text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%{", StringComparison.Ordinal);
}
