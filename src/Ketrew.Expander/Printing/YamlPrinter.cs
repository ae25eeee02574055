using System.Diagnostics;
using System.Text;
using Ketrew.Expander.Language;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Printing;

/// <summary>Nodes as block-style YAML: one field per line, <c>\n</c>, quotes only where they are needed. Reading it gives the same nodes.</summary>
internal sealed class YamlPrinter
{
    private const int IndentStep = 2;

    // A longer name is no simple key of YAML 1.2: it needs a `?`.
    private const int LongestSimpleKey = 1000;

    private readonly StringBuilder _text = new();

    private YamlPrinter()
    {
    }

    /// <summary>A document that holds the node; ends with a line break.</summary>
    public static string Print(Node node)
    {
        YamlPrinter printer = new();
        if (node is ScalarNode)
        {
            printer.AppendValue(node, 0);
            return printer._text.ToString().TrimStart(' ');
        }

        printer.AppendCollection(node, 0, isInline: true);
        return printer._text.ToString();
    }

    /// <summary>A stanza with its kind as the one key; ends with a line break.</summary>
    public static string Print(StanzaNode stanza) => Print(new MappingNode([new FieldNode(stanza.Kind, stanza.Fields)]));

    /// <summary>A stanza as an item of a <c>stanzas</c> list; ends with a line break.</summary>
    /// <param name="stanza">The stanza.</param>
    /// <param name="indent">Blanks before the <c>-</c>.</param>
    public static string PrintItem(StanzaNode stanza, int indent = IndentStep)
    {
        YamlPrinter printer = new();
        printer.AppendItem(new MappingNode([new FieldNode(stanza.Kind, stanza.Fields)]), indent);
        return printer._text.ToString();
    }

    private void AppendCollection(Node node, int indent, bool isInline)
    {
        bool isFirst = isInline;
        switch (node)
        {
            case MappingNode { Fields.IsEmpty: true }:
                _text.Append("{}\n");
                break;
            case SequenceNode { Items.IsEmpty: true }:
                _text.Append("[]\n");
                break;
            case MappingNode mapping:
                foreach (FieldNode field in mapping.Fields.AsSpan())
                {
                    AppendIndent(isFirst ? 0 : indent);
                    AppendField(field, indent);
                    isFirst = false;
                }

                break;
            case SequenceNode sequence:
                foreach (Node item in sequence.Items.AsSpan())
                {
                    AppendItem(item, isFirst ? 0 : indent, indent);
                    isFirst = false;
                }

                break;
            default:
                throw new UnreachableException(node.GetType().Name);
        }
    }

    private void AppendField(FieldNode field, int indent)
    {
        string name = ScalarStyle.FormatName(field.Name);
        if (name.Length > LongestSimpleKey)
        {
            _text.Append("? ").Append(name).Append('\n');
            AppendIndent(indent);
            name = "";
        }

        _text.Append(name).Append(':');
        AppendValue(field.Value, indent);
    }

    private void AppendItem(Node item, int indent) => AppendItem(item, indent, indent);

    private void AppendItem(Node item, int lead, int indent)
    {
        AppendIndent(lead);
        _text.Append('-');
        if (item is ScalarNode)
        {
            AppendValue(item, indent);
            return;
        }

        _text.Append(' ');
        AppendCollection(item, indent + IndentStep, isInline: true);
    }

    private void AppendValue(Node value, int indent)
    {
        switch (value)
        {
            case ScalarNode { Kind: ScalarKind.Text } scalar when ScalarStyle.IsBlock(scalar.Text):
                AppendBlock(scalar.Text, indent + IndentStep);
                break;
            case ScalarNode scalar:
                _text.Append(' ').Append(ScalarStyle.Format(scalar)).Append('\n');
                break;
            case MappingNode { Fields.IsEmpty: true } or SequenceNode { Items.IsEmpty: true }:
                _text.Append(' ');
                AppendCollection(value, indent, isInline: true);
                break;
            default:
                _text.Append('\n');
                AppendCollection(value, indent + IndentStep, isInline: false);
                break;
        }
    }

    private void AppendBlock(string text, int indent)
    {
        _text.Append(' ').Append(ScalarStyle.BlockHeader(text)).Append('\n');
        string body = text.EndsWith('\n') ? text[..^1] : text;
        foreach (string line in body.Split('\n'))
        {
            // Blanks of an empty line would be text.
            AppendIndent(line.Length == 0 ? 0 : indent);
            _text.Append(line).Append('\n');
        }
    }

    private void AppendIndent(int count) => _text.Append(' ', count);
}
