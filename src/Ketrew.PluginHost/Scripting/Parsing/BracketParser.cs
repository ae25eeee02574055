using Ketrew.PluginHost.Scripting.Expressions;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Parsing;

/// <summary>Reads what has an opening and a closing end: arrays, objects, parentheses, strings with expressions.</summary>
internal sealed class BracketParser(TokenCursor cursor, ExpressionParser expressions)
{
    public InterpolatedNode ParseInterpolated(Token token, IReadOnlyList<IReadOnlyList<Token>> parts) =>
        new(token.Span, [.. parts.Select(ParsePart)]);

    public NestedNode ParseNested()
    {
        Token open = cursor.Take();
        ExpressionNode inner = expressions.InBrackets(expressions.Parse);
        return new NestedNode(open.Span.To(cursor.Expect(")").Span), inner);
    }

    public ArrayNode ParseArray()
    {
        Token open = cursor.Take();
        IReadOnlyList<ExpressionNode> items = expressions.InBrackets(() => ParseList("]", expressions.Parse));
        return new ArrayNode(open.Span.To(cursor.Previous.Span), items);
    }

    public ObjectNode ParseObject()
    {
        Token open = cursor.Take();
        IReadOnlyList<KeyValuePair<string, ExpressionNode>> members = expressions.InBrackets(() => ParseList("}", ParseMember));
        return new ObjectNode(open.Span.To(cursor.Previous.Span), members);
    }

    /// <summary>Things between commas, up to a closing bracket, which is taken.</summary>
    public List<T> ParseList<T>(string close, Func<T> parseItem)
    {
        List<T> items = [];
        while (!cursor.TryTake(close))
        {
            items.Add(parseItem());
            if (!cursor.TryTake(",") && !cursor.Current.Is(close))
            {
                throw cursor.Unexpected($"`,` or `{close}`");
            }
        }

        return items;
    }

    private KeyValuePair<string, ExpressionNode> ParseMember()
    {
        Token key = cursor.Current;
        string? name = key.Kind == TokenKind.Name ? key.Text : (key.Value as StringValue)?.Text;
        if (name is null)
        {
            throw cursor.Unexpected("a member's name", "{ name: value }");
        }

        cursor.Take();
        cursor.Expect(":");
        return new(name, expressions.Parse());
    }

    // Text is one token; an expression has its end behind it.
    private ExpressionNode ParsePart(IReadOnlyList<Token> tokens) =>
        tokens is [{ Value: { } text } only] ? new LiteralNode(only.Span, text) : ExpressionParser.ParsePart(tokens);
}
