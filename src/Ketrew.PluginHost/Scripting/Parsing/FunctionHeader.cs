using Ketrew.PluginHost.Scripting.Expressions;
using Ketrew.PluginHost.Scripting.Values;
using Ketrew.Sdk;

namespace Ketrew.PluginHost.Scripting.Parsing;

/// <summary><c>f</c>, <c>f(x, y = 1, z...)</c> or <c>f(x) = value</c>, behind <c>func</c>.</summary>
/// <param name="Target">What it is assigned to.</param>
/// <param name="Parameters">Null for a simple function.</param>
/// <param name="Defaults">One for each parameter; null where there is none.</param>
/// <param name="Inline">The value of an inline function.</param>
internal sealed record FunctionHeader(PathNode Target, ValueList<Parameter>? Parameters, IReadOnlyList<ExpressionNode?> Defaults, ExpressionNode? Inline)
{
    public static FunctionHeader None(Token keyword) => new(new LocalNode(keyword.Span, "function"), null, [], null);

    public static FunctionHeader Parse(TokenCursor cursor, ExpressionParser expressions)
    {
        PathNode target = expressions.ParsePath("a name behind `func`");
        if (!cursor.TryTake("("))
        {
            return new FunctionHeader(target, null, [], null);
        }

        List<(Parameter Parameter, ExpressionNode? Default)> parameters = [];
        while (!cursor.TryTake(")"))
        {
            parameters.Add(ParseParameter(cursor, expressions, parameters));
            if (!cursor.TryTake(",") && !cursor.Current.Is(")"))
            {
                throw cursor.Unexpected("`,` or `)`");
            }
        }

        ExpressionNode? inline = cursor.TryTake("=") ? expressions.Parse() : null;
        return new FunctionHeader(target, parameters.Select(pair => pair.Parameter).ToValueList(), [.. parameters.Select(pair => pair.Default)], inline);
    }

    private static (Parameter Parameter, ExpressionNode? Default) ParseParameter(
        TokenCursor cursor, ExpressionParser expressions, List<(Parameter Parameter, ExpressionNode? Default)> before)
    {
        Token name = cursor.Current is { Kind: TokenKind.Name } token && !ExpressionParser.IsReserved(token.Text)
            ? cursor.Take()
            : throw cursor.Unexpected("a parameter's name", "func f(x, y = 1, z...)");
        if (before.Any(pair => pair.Parameter.Name == name.Text))
        {
            throw TokenCursor.Wrong(name, $"`{name.Text}` is a parameter twice");
        }

        if (before.LastOrDefault().Parameter is { IsVariadic: true } last)
        {
            throw TokenCursor.Wrong(name, $"`{last.Name}...` is the last parameter");
        }

        Parameter parameter = new(name.Text);
        if (cursor.TryTake("..."))
        {
            return (parameter with { IsVariadic = true }, null);
        }

        if (cursor.TryTake("="))
        {
            return (parameter with { IsOptional = true }, expressions.Parse());
        }

        return before.LastOrDefault().Parameter is { IsOptional: true } optional
            ? throw TokenCursor.Wrong(name, $"`{name.Text}` stands behind `{optional.Name}`, which has a default", $"{name.Text} = null")
            : (parameter, null);
    }
}
