using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Tests;

/// <summary>Node trees as text that can be compared: structure and kinds, with or without places.</summary>
internal static class NodeText
{
    public static string Of(Node? node, bool withSpans = false) => node switch
    {
        null => "nothing",
        ScalarNode { Kind: ScalarKind.Text } scalar => $"'{scalar.Text}'{Span(node.Span, withSpans)}",
        ScalarNode scalar => $"{scalar.Kind} {scalar.Text}{Span(node.Span, withSpans)}",
        SequenceNode sequence => $"[{string.Join(", ", sequence.Items.Select(item => Of(item, withSpans)))}]{Span(node.Span, withSpans)}",
        MappingNode mapping =>
            $"{{{string.Join(", ", mapping.Fields.Select(field => $"'{field.Name}'{Span(field.NameSpan, withSpans)}={Of(field.Value, withSpans)}"))}}}{Span(node.Span, withSpans)}",
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    private static string Span(SourceSpan? span, bool isWanted) =>
        !isWanted ? "" : span is { } place ? $"@{place.Line}:{place.Column}-{place.EndLine}:{place.EndColumn}" : "@?";
}
