using System.Text;
using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Printing;
using Ketrew.Expander.Reading;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Promotion;

/// <summary>Replaces one item of a list of stanzas in the text of a file. All bytes around it stay; comments inside of it are moved above what replaces it.</summary>
/// <param name="text">The file.</param>
/// <param name="kind">Where the item's one key stands.</param>
internal sealed class StanzaReplacement(string text, SourceSpan kind)
{
    private int _found;

    /// <summary>The text with other items in the place of the one.</summary>
    /// <param name="items">In order; may be none.</param>
    /// <returns>Null when that can't be done by cutting lines out: a list in brackets, an anchor that something else needs.</returns>
    public string? With(ValueList<StanzaNode> items)
    {
        if (YamlReader.Read(text, kind.File).Root is not { } root || Find(root) is not { } item)
        {
            return null;
        }

        string expected = CanonicalText.Of(Replace(root, items));

        // Empty lines below belong to whoever reads the file, but for those of a literal block that keeps them.
        return _found == 1 ? TryWith(items, CutOut(item, withEmptyLines: false), expected) ?? TryWith(items, CutOut(item, withEmptyLines: true), expected) : null;
    }

    private string? TryWith(ValueList<StanzaNode> items, (int Start, int End, int Indent)? place, string expected)
    {
        if (place is not var (start, end, indent))
        {
            return null;
        }

        string after = Compose(start, end, indent, items);
        return YamlReader.Read(after, kind.File) is { Root: { } now, Diagnostics.IsEmpty: true } && CanonicalText.Of(now) == expected ? after : null;
    }

    private MappingNode? Find(Node node) => node switch
    {
        MappingNode mapping when IsItem(mapping) => mapping,
        MappingNode mapping => mapping.Fields.Select(field => Find(field.Value)).FirstOrDefault(found => found is not null),
        SequenceNode sequence => sequence.Items.Select(Find).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private bool IsItem(Node node) => node is MappingNode { Fields: [{ NameSpan: { } name }] } && name == kind;

    // From the beginning of the line with the dash to the end of the last line, without its line break.
    private (int Start, int End, int Indent)? CutOut(MappingNode item, bool withEmptyLines)
    {
        int key = TextOffset.Of(text, kind.Line, kind.Column);
        int dash = text.AsSpan(0, key).TrimEnd(' ').Length - 1;
        int start = text.AsSpan(0, Math.Max(0, dash)).LastIndexOfAny('\n', '\r') + 1;
        if (dash < 0 || text[dash] != '-' || text.AsSpan(start, dash - start).ContainsAnyExcept(' ') || item.Span is not { } span)
        {
            return null;
        }

        // A literal block ends where the next token begins, lines below.
        int last = TextOffset.Of(text, span.EndLine, span.EndColumn);
        int content = key + text.AsSpan(key, last - key).TrimEnd().Length;
        return (start, withEmptyLines && content < last ? LineEndBefore(last) : LineEndAfter(content), dash - start);
    }

    private int LineEndAfter(int index) => text.AsSpan(index).IndexOfAny('\n', '\r') is >= 0 and var rest ? index + rest : text.Length;

    private int LineEndBefore(int index) => text.LastIndexOf('\n', index - 1) is var end && end > 0 && text[end - 1] == '\r' ? end - 1 : end;

    private string Compose(int start, int end, int indent, ValueList<StanzaNode> items)
    {
        string lineEnd = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        StringBuilder lines = new();
        foreach (string comment in Comments.Between(text, start, end))
        {
            lines.Append(' ', indent).Append(comment).Append('\n');
        }

        foreach (StanzaNode item in items)
        {
            lines.Append(YamlPrinter.PrintItem(item, indent));
        }

        string replacement = lines.ToString();
        if (replacement.Length == 0)
        {
            end += text.AsSpan(end).StartsWith(lineEnd) ? lineEnd.Length : 0;
        }

        return text[..start] + replacement[..Math.Max(0, replacement.Length - 1)].Replace("\n", lineEnd, StringComparison.Ordinal) + text[end..];
    }

    private Node Replace(Node node, ValueList<StanzaNode> items) => node switch
    {
        MappingNode mapping => new MappingNode(mapping.Fields.Select(field => new FieldNode(field.Name, Replace(field.Value, items))).ToValueList()),
        SequenceNode sequence => ReplaceIn(sequence, items),
        _ => node,
    };

    private Node ReplaceIn(SequenceNode sequence, ValueList<StanzaNode> items)
    {
        ValueList<Node> replaced = sequence.Items.SelectMany(item => IsItem(item) ? Take(items) : [Replace(item, items)]).ToValueList();

        // A list whose last item is cut out leaves nothing behind its colon.
        return replaced.IsEmpty && !sequence.Items.IsEmpty ? new ScalarNode("", ScalarKind.Null) : new SequenceNode(replaced);
    }

    private IEnumerable<Node> Take(ValueList<StanzaNode> items)
    {
        _found++;
        return items.Select(item => Node.Mapping((item.Kind, item.Fields)));
    }
}
