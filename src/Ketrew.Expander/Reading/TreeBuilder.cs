using System.Diagnostics;
using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ketrew.Expander.Reading;

/// <summary>Parser events to nodes, with spans of our own: the parser's ends of collections are unusable.</summary>
internal sealed class TreeBuilder(string text, EventReader events, List<Diagnostic> diagnostics)
{
    /// <summary>How deep values may be nested; deeper ones would overflow a visitor's stack.</summary>
    public const int DepthLimit = 200;

    /// <summary>How many values all aliases of a file may stand for. Visitors walk through aliases, so that a bomb would hang them.</summary>
    public const int AliasedNodeLimit = 1_000_000;

    private readonly Dictionary<AnchorName, Anchored> _anchors = [];
    private readonly HashSet<AnchorName> _open = [];
    private readonly List<FieldNode> _fields = [];
    private readonly List<Node> _items = [];
    private readonly HashSet<Node> _unquoted = [];
    private long _nodes;
    private long _aliasedNodes;
    private int _deepest;
    private int _flowDepth;

    /// <summary>The value that begins with the current event, which is left at the value's last event.</summary>
    /// <param name="depth">1 for the document.</param>
    public Node? ReadNode(int depth)
    {
        if (events.Current is not { } start)
        {
            return null;
        }

        if (start is not (NodeEvent or AnchorAlias))
        {
            // YamlDotNet 16.3 ends some mistaken mappings behind a name.
            events.Fail(Problem.Syntax(events.ToSpan(start.Start, start.Start), "expected a value here", "write `name: value`"));
            return null;
        }

        if (depth > DepthLimit)
        {
            events.Fail(Problem.TooDeep(events.ToSpan(start.Start, start.End), DepthLimit));
            return null;
        }

        _nodes++;
        _deepest = Math.Max(_deepest, depth);
        CheckIndentation(start);
        return start is AnchorAlias alias ? ReadAlias(alias, depth) : ReadAnchored((NodeEvent)start, depth);
    }

    private Node? ReadAnchored(NodeEvent start, int depth)
    {
        if (start.Anchor.IsEmpty)
        {
            return ReadValue(start, depth);
        }

        long nodesBefore = _nodes;
        int deepestBefore = _deepest;
        _deepest = depth;
        _open.Add(start.Anchor);
        Node? node = ReadValue(start, depth);
        _open.Remove(start.Anchor);
        if (node is not null)
        {
            _anchors[start.Anchor] = new Anchored(node, _nodes - nodesBefore + 1, _deepest - depth);
        }

        _deepest = Math.Max(_deepest, deepestBefore);
        return node;
    }

    private Node? ReadValue(NodeEvent start, int depth) => start switch
    {
        Scalar scalar => ReadScalar(scalar),
        SequenceStart sequence => ReadSequence(sequence, depth),
        MappingStart mapping => ReadMapping(mapping, depth),
        _ => throw new UnreachableException(start.GetType().Name),
    };

    private ScalarNode ReadScalar(Scalar scalar)
    {
        SourceSpan span = events.ToSpan(scalar.Start, scalar.End);
        ScalarKind kind = scalar.Style == ScalarStyle.Plain ? CoreSchema.Resolve(scalar.Value) : ScalarKind.Text;
        return new ScalarNode(scalar.Value, TagResolution.Apply(scalar, kind, span, diagnostics), span);
    }

    private SequenceNode? ReadSequence(SequenceStart start, int depth)
    {
        TagResolution.Check(start, "seq", events.ToSpan(start.Start, start.End), diagnostics);
        bool isFlow = start.Style == SequenceStyle.Flow;
        _flowDepth += isFlow ? 1 : 0;
        int first = _items.Count;
        while (events.MoveNext() && events.Current is not SequenceEnd)
        {
            // Nothing that stood for an unquoted expression would be right as an item.
            if (ReadNode(depth + 1) is { } item && !_unquoted.Contains(item))
            {
                _items.Add(item);
            }
        }

        _flowDepth -= isFlow ? 1 : 0;
        if (events.Current is not SequenceEnd end)
        {
            return null;
        }

        Node[] items = [.. _items[first..]];
        _items.RemoveRange(first, items.Length);
        return new SequenceNode(new ValueList<Node>(items), CollectionSpan(start, end, null, items is [.., var last] ? last.Span : null));
    }

    // To YAML `{{ name }}` is a mapping whose only name is a mapping: never what was meant.
    private Node? ReadMapping(MappingStart start, int depth)
    {
        if (start.Style != MappingStyle.Flow || !text.AsSpan((int)Math.Min(start.Start.Index, text.Length)).StartsWith("{{", StringComparison.Ordinal))
        {
            return ReadFields(start, depth);
        }

        int problems = diagnostics.Count;
        if (ReadFields(start, depth) is not { Span: { } span })
        {
            return null;
        }

        diagnostics.RemoveRange(problems, diagnostics.Count - problems);
        ScalarNode expression = new(text[(int)start.Start.Index..(int)(events.Current!.Start.Index + 1)], ScalarKind.Text, span);
        diagnostics.Add(Problem.UnquotedExpression(expression));
        _unquoted.Add(expression);
        return expression;
    }

    private MappingNode? ReadFields(MappingStart start, int depth)
    {
        TagResolution.Check(start, "map", events.ToSpan(start.Start, start.End), diagnostics);
        bool isFlow = start.Style == MappingStyle.Flow;
        _flowDepth += isFlow ? 1 : 0;
        int first = _fields.Count;
        FieldNames names = new(_fields, first);
        while (events.MoveNext() && events.Current is not MappingEnd)
        {
            ReadField(names, depth);
        }

        _flowDepth -= isFlow ? 1 : 0;
        if (events.Current is not MappingEnd end)
        {
            return null;
        }

        FieldNode[] fields = [.. _fields[first..]];
        _fields.RemoveRange(first, fields.Length);
        return new MappingNode(
            new ValueList<FieldNode>(fields), CollectionSpan(start, end, fields is [var head, ..] ? head.NameSpan : null, fields is [.., var last] ? last.Value.Span : null));
    }

    private void ReadField(FieldNames names, int depth)
    {
        bool isPlain = events.Current is Scalar { Style: ScalarStyle.Plain };
        Node? key = ReadNode(depth + 1);
        if (!events.MoveNext())
        {
            return;
        }

        bool isMissing = events.Current is Scalar { Style: ScalarStyle.Plain, Value: "", Tag.IsEmpty: true, Anchor.IsEmpty: true };
        Node? value = ReadNode(depth + 1);
        if (key is null || value is null)
        {
            // Reported: the file ends, or nobody knows what an alias stands for.
            return;
        }

        if (key is not ScalarNode { Span: { } span } name)
        {
            diagnostics.Add(Problem.KeyIsNoText(key));
        }
        else if (isPlain && name.Text == "<<")
        {
            diagnostics.Add(Problem.MergeKey(span));
        }
        else if (names.Find(name.Text) is { } other)
        {
            diagnostics.Add(Problem.DuplicateKey(span, name.Text, other.NameSpan));
        }
        else
        {
            // Nothing after the colon: the parser's mark is at the next token, possibly lines below.
            _fields.Add(new FieldNode(name.Text, isMissing ? new ScalarNode("", ScalarKind.Null, span) : value, span));
        }
    }

    private Node? ReadAlias(AnchorAlias alias, int depth)
    {
        SourceSpan span = events.ToSpan(alias.Start, alias.End);
        if (_open.Contains(alias.Value) || !_anchors.TryGetValue(alias.Value, out Anchored anchored))
        {
            diagnostics.Add(Problem.UnknownAnchor(
                span, alias.Value.Value, _open.Contains(alias.Value), _anchors.Keys.Select(anchor => anchor.Value)));
            return null;
        }

        _nodes += anchored.Nodes;
        _aliasedNodes += anchored.Nodes;
        _deepest = Math.Max(_deepest, depth + anchored.Height);
        if (_aliasedNodes > AliasedNodeLimit)
        {
            events.Fail(Problem.AliasBomb(span, AliasedNodeLimit));
        }
        else if (depth + anchored.Height > DepthLimit)
        {
            events.Fail(Problem.TooDeep(span, DepthLimit));
        }

        return WithSpan(anchored.Node, span);
    }

    // The children keep their own places: a mistake in them is where they were written.
    private static Node WithSpan(Node node, SourceSpan span) => node switch
    {
        ScalarNode scalar => new ScalarNode(scalar.Text, scalar.Kind, span),
        SequenceNode sequence => new SequenceNode(sequence.Items, span),
        MappingNode mapping => new MappingNode(mapping.Fields, span),
        _ => throw new UnreachableException(node.GetType().Name),
    };

    private SourceSpan CollectionSpan(ParsingEvent start, ParsingEvent end, SourceSpan? firstChild, SourceSpan? lastChild)
    {
        // `[a: b]` holds a mapping without brackets, which the parser places at the top of the file.
        (char opening, char closing) = start is MappingStart ? ('{', '}') : ('[', ']');
        if (CharacterAt(end.Start) == closing && (CharacterAt(start.Start) == opening || CharacterAt(start.Start) is '&' or '!'))
        {
            SourceSpan whole = events.ToSpan(start.Start, end.Start);
            return whole with { EndColumn = whole.EndColumn + 1 };
        }

        SourceSpan begin = firstChild ?? events.ToSpan(start.Start, start.Start);
        return lastChild is { } last && (last.EndLine, last.EndColumn).CompareTo((begin.EndLine, begin.EndColumn)) >= 0
            ? begin with { EndLine = last.EndLine, EndColumn = last.EndColumn }
            : begin;
    }

    private char CharacterAt(Mark mark) => mark.Index < text.Length ? text[(int)mark.Index] : '\0';

    private void CheckIndentation(ParsingEvent start)
    {
        if (_flowDepth > 0)
        {
            return;
        }

        int index = Math.Min((int)start.Start.Index, text.Length);
        int tab = -1;
        while (index > 0 && text[index - 1] is ' ' or '\t')
        {
            index--;
            tab = text[index] == '\t' ? index : tab;
        }

        if (tab >= 0 && (index == 0 || text[index - 1] is '\n' or '\r'))
        {
            events.Fail(Problem.TabIndentation(events.ToSpan(start.Start, start.Start) with
            {
                Column = tab - index + 1,
                EndColumn = tab - index + 2,
            }));
        }
    }

    private readonly record struct Anchored(Node Node, long Nodes, int Height);
}
