using Ketrew.PluginHost.Scripting.Expressions;
using Ketrew.PluginHost.Scripting.Statements;

namespace Ketrew.PluginHost.Scripting.Parsing;

/// <summary>Reads statements; a problem ends its statement, and the next one is read.</summary>
internal sealed class StatementParser
{
    private static readonly HashSet<string> _assignments = new(StringComparer.Ordinal) { "=", "+=", "-=", "*=", "/=", "//=", "%=" };

    private readonly TokenCursor _cursor;
    private readonly ProblemList _problems;
    private readonly ExpressionParser _expressions;
    private readonly BlockParser _blocks;
    private string _indentation = "";

    public StatementParser(TokenCursor cursor, ProblemList problems)
    {
        _cursor = cursor;
        _problems = problems;
        _expressions = new ExpressionParser(cursor, opening => new TemplateFunction("do", null, [], ParseBody(opening)));
        _blocks = new BlockParser(cursor, _expressions, this);
    }

    /// <summary>For an expression alone.</summary>
    public ExpressionNode? ParseExpression()
    {
        try
        {
            ExpressionNode node = _expressions.Parse();
            return _cursor.Current.Kind == TokenKind.End ? node : throw _cursor.Unexpected("the end of the expression");
        }
        catch (ScriptException exception)
        {
            Report(exception);
            return null;
        }
    }

    /// <summary>The whole text.</summary>
    public Block ParseAll()
    {
        Token first = _cursor.Current;
        List<Statement> statements = [];
        while (_cursor.Current.Kind != TokenKind.End)
        {
            statements.AddRange(ParseUntil([]));
            if (_cursor.Current.Kind == TokenKind.Name)
            {
                Token stray = _cursor.Take();
                Report(TokenCursor.Wrong(stray, $"`{stray.Text}` belongs to nothing"));
                _cursor.Recover(_cursor.Depth);
            }
        }

        return new Block(first.Span.To(_cursor.Current.Span), statements);
    }

    /// <summary>Statements up to <c>end</c>, which is taken.</summary>
    public Block ParseBody(Token opening)
    {
        Block body = ParsePart(opening, "end");
        TakeEnd(opening);
        return body;
    }

    /// <summary>Statements up to one of some words, which isn't taken.</summary>
    public Block ParsePart(Token opening, params string[] stops)
    {
        _cursor.Enter();
        List<Statement> statements = ParseUntil(stops);
        _cursor.Leave();
        return new Block(opening.Span.To(_cursor.Current.Span), statements);
    }

    public void TakeEnd(Token opening)
    {
        if (_cursor.Current.IsName("end"))
        {
            _cursor.Take();
        }
        else
        {
            Report(TokenCursor.Wrong(opening, $"`{opening.Text}` is never closed", "{{ end }}"));
        }
    }

    /// <summary>An expression of a header: when something is wrong, it is told and the body is read all the same.</summary>
    public T Recovering<T>(Func<T> parse, T otherwise)
    {
        int depth = _cursor.Depth;
        try
        {
            T result = parse();
            ExpectEnd();
            return result;
        }
        catch (ScriptException exception)
        {
            Report(exception);
            _expressions.Reset();
            _cursor.Recover(depth);
            return otherwise;
        }
    }

    public void Report(ScriptException exception)
    {
        if (exception.Problem is { } problem)
        {
            _problems.Add(problem);
        }

        if (_cursor.IsTooDeep || _problems.IsFull)
        {
            _problems.Close();
            _cursor.SkipAll();
        }
    }

    // Stops at `end`, `else` and `when` in any case: they belong to some block, if not to this one.
    private List<Statement> ParseUntil(string[] stops)
    {
        List<Statement> statements = [];
        while (_cursor.Current is var token && token.Kind != TokenKind.End && !IsStop(token, stops))
        {
            if (token.Kind is TokenKind.LineEnd or TokenKind.BlockStart or TokenKind.BlockEnd)
            {
                _indentation = token.Kind == TokenKind.BlockStart ? token.Text : _indentation;
                _cursor.Take();
            }
            else if (token.Kind == TokenKind.Text)
            {
                statements.Add(new TextStatement(_cursor.Take().Span, token.Text));
            }
            else if (Recovering(Parse, null) is { } statement)
            {
                statements.Add(statement);
            }
        }

        return statements;
    }

    private static bool IsStop(Token token, string[] stops) =>
        token.Kind == TokenKind.Name && (stops.Contains(token.Text) || token.Text is "end" or "else" or "when");

    private Statement? Parse()
    {
        Token token = _cursor.Current;
        bool isLoopValue = token.Text is "for" or "while" && _cursor.Next.Is(".");
        return token.Kind == TokenKind.Name && !isLoopValue && _blocks.Parse(token) is { } statement ? statement : ParseExpressionOrAssignment();
    }

    private Statement ParseExpressionOrAssignment()
    {
        ExpressionNode node = _expressions.Parse();
        if (_cursor.Current is not { Kind: TokenKind.Symbol } operation || !_assignments.Contains(operation.Text))
        {
            return new ExpressionStatement(node, _indentation);
        }

        _cursor.Take();
        _cursor.SkipLineEnds();
        if (operation.Text == "=" && node is CallNode { Callee: NameNode callee } call && InlineParameters(call) is { } names)
        {
            return _blocks.ParseInline(callee, names);
        }

        PathNode target = node as PathNode ?? throw TokenCursor.Wrong(operation, "only a variable, a member or an item can be assigned to");
        ExpressionNode value = _expressions.Parse();
        return new AssignStatement(node.Span.To(value.Span), target, operation.Text == "=" ? null : operation.Text[..^1], value);
    }

    private static IReadOnlyList<string>? InlineParameters(CallNode call) =>
        call.Arguments.All(argument => argument is { Name: null, IsExpanded: false, Value: NameNode })
            ? [.. call.Arguments.Select(argument => ((NameNode)argument.Value).Name)]
            : null;

    private void ExpectEnd()
    {
        if (_cursor.Current is { Kind: not (TokenKind.LineEnd or TokenKind.BlockEnd or TokenKind.BlockStart or TokenKind.Text or TokenKind.End) } token
            && !(token.Kind == TokenKind.Name && IsStop(token, [])))
        {
            throw _cursor.Unexpected("the end of the statement", token.Is(",") ? "arguments are separated by spaces" : null);
        }
    }
}
