using Ketrew.PluginHost.Scripting.Expressions;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Parsing;

/// <summary>Reads expressions: pipes bind last, then <c>?:</c>, then the operators, then calls.</summary>
internal sealed class ExpressionParser
{
    private static readonly HashSet<string> _reserved = new(StringComparer.Ordinal)
    {
        "if", "else", "end", "for", "in", "while", "break", "continue", "case", "when", "func", "do", "ret", "capture", "readonly", "with", "wrap",
        "tablerow", "import",
    };

    private readonly TokenCursor _cursor;
    private readonly Func<Token, TemplateFunction> _parseBody;
    private readonly BracketParser _literals;
    private bool _isArgument;

    /// <summary>Reads in a text, or in a part of a string; <paramref name="parseBody"/> reads the statements of <c>do … end</c>.</summary>
    public ExpressionParser(TokenCursor cursor, Func<Token, TemplateFunction> parseBody)
    {
        _cursor = cursor;
        _parseBody = parseBody;
        _literals = new BracketParser(cursor, this);
    }

    /// <summary>In the header of <c>for</c>, <c>limit:</c>, <c>offset:</c> and <c>reversed</c> belong to the loop and not to a call.</summary>
    public bool IsLoopHeader { get; set; }

    /// <summary>An expression of its own, as in a string: <c>{expression}</c>.</summary>
    public static ExpressionNode ParsePart(IReadOnlyList<Token> tokens)
    {
        TokenCursor part = new(tokens) { SkipsLineEnds = true };
        ExpressionNode node = new ExpressionParser(part, RefuseBody).Parse();
        return part.Current.Kind == TokenKind.End ? node : throw part.Unexpected("`}`");
    }

    private static TemplateFunction RefuseBody(Token opening) =>
        throw TokenCursor.Wrong(opening, "a function has no place in a string", "name it in front of the string: `f = do; … end`");

    /// <summary>Forgets where it was, after a problem.</summary>
    public void Reset() => (_isArgument, IsLoopHeader) = (false, false);

    public static bool IsReserved(string name) => _reserved.Contains(name);

    /// <exception cref="ScriptException">There is none; with its place.</exception>
    public ExpressionNode Parse()
    {
        _cursor.Enter();
        int pipes = 0;
        ExpressionNode left = ParseConditional(ParseBinary(0));
        while (_cursor.SkipLineEndsBefore(IsPipe))
        {
            _cursor.Take();
            _cursor.SkipLineEnds();
            _cursor.Enter();
            pipes++;
            left = ParsePiped(left);
        }

        Leave(pipes + 1);
        return left;
    }

    /// <summary>A path, for statements that name one.</summary>
    public PathNode ParsePath(string what)
    {
        Token first = _cursor.Current;
        return ParsePostfix(ParsePrimary(), isCall: false) as PathNode ?? throw TokenCursor.Wrong(first, $"expected {what}");
    }

    /// <summary>A value of <c>when</c>, where <c>||</c> separates values.</summary>
    public ExpressionNode ParseChoice() => ParseBinary(Precedence.AboveOr);

    private ExpressionNode ParseConditional(ExpressionNode condition)
    {
        if (!_cursor.TryTake("?"))
        {
            return condition;
        }

        ExpressionNode whenTrue = InBrackets(Parse, skipsLineEnds: _cursor.SkipsLineEnds);
        _cursor.Expect(":");
        ExpressionNode whenFalse = Parse();
        return new ConditionalNode(condition.Span.To(whenFalse.Span), condition, whenTrue, whenFalse);
    }

    private ExpressionNode ParsePiped(ExpressionNode value)
    {
        Argument piped = new(null, value);
        ExpressionNode target = ParsePostfix(ParsePrimary(), isCall: true);
        ExpressionNode call = target switch
        {
            CallNode explicitCall => new CallNode(value.Span.To(target.Span), explicitCall.Callee, [piped, .. explicitCall.Arguments], isPiped: true),
            PathNode callee => ParseArguments(callee, piped),
            _ => throw Wrong(target, "behind `|` stands a function", "… | string.upcase"),
        };
        return ParseConditional(ParseOperators(call, 0));
    }

    private ExpressionNode ParseBinary(int above) => ParseOperators(ParseOperand(), above);

    private ExpressionNode ParseOperators(ExpressionNode left, int above)
    {
        int operators = 0;
        while (_cursor.Current is { Kind: TokenKind.Symbol } token && Precedence.Of(token.Text) is { } precedence && precedence > above
            && !(_isArgument && IsSign(token)))
        {
            _cursor.Take();
            _cursor.SkipLineEnds();
            _cursor.Enter();
            operators++;
            ExpressionNode right = ParseBinary(precedence);
            left = Combine(token.Text, left, right);
        }

        Leave(operators);
        return left;
    }

    private static ExpressionNode Combine(string operation, ExpressionNode left, ExpressionNode right)
    {
        ScriptSpan span = left.Span.To(right.Span);
        return operation switch
        {
            "&&" or "||" => new LogicalNode(span, operation == "&&", left, right),
            "??" or "?!" => new CoalesceNode(span, operation == "??", left, right),
            _ => new BinaryNode(span, operation, left, right),
        };
    }

    private ExpressionNode ParseOperand()
    {
        Token token = _cursor.Current;
        switch (token)
        {
            case { Kind: TokenKind.Symbol, Text: "-" or "+" or "!" }:
                _cursor.Take();
                _cursor.Enter();
                ExpressionNode operand = ParseOperand();
                _cursor.Leave();
                return new UnaryNode(token.Span.To(operand.Span), token.Text, operand);
            case { Kind: TokenKind.Symbol, Text: "++" or "--" }:
                _cursor.Take();
                PathNode target = ParsePath($"a variable behind `{token.Text}`");
                return new StepNode(token.Span.To(target.Span), target, token.Text, isPrefix: true);
            case { Kind: TokenKind.Symbol, Text: "@" }:
                _cursor.Take();
                PathNode function = ParsePath("a function behind `@`");
                return new AliasNode(token.Span.To(function.Span), function);
            default:
                ExpressionNode node = ParsePostfix(ParsePrimary(), isCall: true);
                return node is PathNode callee && !_isArgument && StartsArgument(isFurther: false) ? ParseArguments(callee, null) : node;
        }
    }

    private ExpressionNode ParsePrimary()
    {
        Token token = _cursor.Current;
        return token switch
        {
            { Kind: TokenKind.Literal, Value: { } value } => new LiteralNode(_cursor.Take().Span, value),
            { Kind: TokenKind.Interpolated, Parts: { } parts } => _literals.ParseInterpolated(_cursor.Take(), parts),
            { Kind: TokenKind.Local } => new LocalNode(_cursor.Take().Span, token.Text),
            { Kind: TokenKind.Name } => ParseName(),
            _ when token.Is("(") => _literals.ParseNested(),
            _ when token.Is("[") => _literals.ParseArray(),
            _ when token.Is("{") => _literals.ParseObject(),
            _ => throw _cursor.Unexpected("an expression"),
        };
    }

    private ExpressionNode ParseName()
    {
        Token token = _cursor.Current;
        bool isLoop = token.Text is "for" or "while" && _cursor.Next.Is(".");
        if (token.Text == "do")
        {
            return ParseAnonymousFunction();
        }

        if (IsReserved(token.Text) && !isLoop)
        {
            throw _cursor.Unexpected("an expression");
        }

        ScriptSpan span = _cursor.Take().Span;
        return token.Text switch
        {
            "null" => new LiteralNode(span, Value.Null),
            "true" => new LiteralNode(span, Value.True),
            "false" => new LiteralNode(span, Value.False),
            _ => new NameNode(span, token.Text),
        };
    }

    private AnonymousFunctionNode ParseAnonymousFunction()
    {
        Token first = _cursor.Take();
        TemplateFunction function = InBrackets(() => _parseBody(first), skipsLineEnds: false);
        return new AnonymousFunctionNode(first.Span.To(_cursor.Previous.Span), function);
    }

    private ExpressionNode ParsePostfix(ExpressionNode node, bool isCall)
    {
        int steps = 0;
        while (_cursor.Current is { Kind: TokenKind.Symbol } token && ParseStep(node, token, isCall) is { } next)
        {
            _cursor.Enter();
            steps++;
            node = next;
        }

        Leave(steps);
        return node;
    }

    private ExpressionNode? ParseStep(ExpressionNode node, Token token, bool isCall)
    {
        switch (token.Text)
        {
            case "." or "?.":
                _cursor.Take();
                Token name = _cursor.Current.Kind == TokenKind.Name ? _cursor.Take() : throw _cursor.Unexpected("a member's name");
                return new MemberNode(node.Span.To(name.Span), node, name.Text, token.Text == "?.");
            case "[" when !token.IsSpaced:
                _cursor.Take();
                ExpressionNode index = InBrackets(Parse);
                return new IndexNode(node.Span.To(_cursor.Expect("]").Span), node, index);
            case "(" when !token.IsSpaced && isCall && node is PathNode callee:
                _cursor.Take();
                IReadOnlyList<Argument> arguments = InBrackets(() => _literals.ParseList(")", ParseArgument));
                return new CallNode(node.Span.To(_cursor.Previous.Span), callee, arguments);
            case "++" or "--" when !token.IsSpaced && isCall && node is PathNode target:
                return new StepNode(node.Span.To(_cursor.Take().Span), target, token.Text, isPrefix: false);
            default:
                return null;
        }
    }

    private CallNode ParseArguments(PathNode callee, Argument? piped)
    {
        List<Argument> arguments = piped is null ? [] : [piped];
        while (StartsArgument(isFurther: arguments.Count > (piped is null ? 0 : 1)))
        {
            bool outer = _isArgument;
            _isArgument = true;
            arguments.Add(ParseArgument());
            _isArgument = outer;
        }

        ScriptSpan first = piped?.Value.Span ?? callee.Span;
        return new CallNode(first.To(_cursor.Previous.Span), callee, arguments, piped is not null);
    }

    private Argument ParseArgument()
    {
        Token token = _cursor.Current;
        if (token.Kind == TokenKind.Name && _cursor.Next is { IsSpaced: false } colon && colon.Is(":"))
        {
            _cursor.Take();
            _cursor.Take();
            return new Argument(token.Text, ParseArgumentValue());
        }

        return _cursor.TryTake("^") ? new Argument(null, ParseArgumentValue(), IsExpanded: true) : new Argument(null, ParseArgumentValue());
    }

    // Between commas anything may stand, between spaces what has no pipe.
    private ExpressionNode ParseArgumentValue() => _isArgument ? ParseBinary(0) : Parse();

    private bool StartsArgument(bool isFurther)
    {
        Token token = _cursor.Current;
        return token.Kind switch
        {
            TokenKind.Literal or TokenKind.Interpolated or TokenKind.Local => true,
            TokenKind.Name => !IsLoopOption(token) && (!IsReserved(token.Text) || token.Text == "do" || IsLoopValue(token) || IsNamed(token)),
            TokenKind.Symbol => token.Text is "{" or "@" or "^" or "!" || (token.Text is "(" or "[" && token.IsSpaced) || (isFurther && IsSign(token)),
            _ => false,
        };
    }

    private bool IsLoopOption(Token token) => IsLoopHeader && (token.Text == "reversed" || (token.Text is "limit" or "offset" && _cursor.Next.Is(":")));

    private bool IsLoopValue(Token token) => token.Text is "for" or "while" && _cursor.Next.Is(".");

    private bool IsNamed(Token token) => token.Kind == TokenKind.Name && _cursor.Next.Is(":") && !_cursor.Next.IsSpaced;

    // `f a -1` has two arguments, `f a - 1` and `f a-1` have one.
    private bool IsSign(Token token) => token.Text is "-" or "+" && token.IsSpaced && !_cursor.Next.IsSpaced;

    private static bool IsPipe(Token token) => token.Is("|") || token.Is("|>");

    private static ScriptException Wrong(ExpressionNode node, string message, string hint)
    {
        ScriptException exception = new(message, hint);
        exception.PlaceAt(node.Span);
        return exception;
    }

    /// <summary>Reads what stands in brackets: nothing of the statement around it matters there.</summary>
    public T InBrackets<T>(Func<T> parse, bool skipsLineEnds = true)
    {
        (bool isArgument, bool isLoopHeader, bool skips) = (_isArgument, IsLoopHeader, _cursor.SkipsLineEnds);
        (_isArgument, IsLoopHeader, _cursor.SkipsLineEnds) = (false, false, skipsLineEnds);
        T result = parse();
        (_isArgument, IsLoopHeader, _cursor.SkipsLineEnds) = (isArgument, isLoopHeader, skips);
        return result;
    }

    private void Leave(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _cursor.Leave();
        }
    }
}
