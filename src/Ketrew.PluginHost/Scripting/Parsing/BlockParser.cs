using System.Diagnostics;
using Ketrew.PluginHost.Scripting.BuiltIns;
using Ketrew.PluginHost.Scripting.Expressions;
using Ketrew.PluginHost.Scripting.Statements;
using Ketrew.PluginHost.Scripting.Values;
using Ketrew.Sdk;

namespace Ketrew.PluginHost.Scripting.Parsing;

/// <summary>Reads statements that begin with a keyword.</summary>
internal sealed class BlockParser(TokenCursor cursor, ExpressionParser expressions, StatementParser statements)
{
    private static readonly LiteralNode _nothing = new(default, Value.Null);

    /// <summary>The statement; null when the word begins none.</summary>
    public Statement? Parse(Token keyword) => keyword.Text switch
    {
        "if" => ParseIf(cursor.Take()),
        "for" => ParseFor(cursor.Take()),
        "while" => ParseWhile(cursor.Take()),
        "case" => ParseCase(cursor.Take()),
        "capture" => ParseCapture(cursor.Take()),
        "with" => ParseWith(cursor.Take()),
        "wrap" => ParseWrap(cursor.Take()),
        "func" => ParseFunction(cursor.Take()),
        "readonly" => new ReadOnlyStatement(cursor.Take().Span, expressions.ParsePath("a variable")),
        "ret" => ParseReturn(cursor.Take()),
        "break" => new JumpStatement(cursor.Take().Span, Flow.Break),
        "continue" => new JumpStatement(cursor.Take().Span, Flow.Continue),
        "tablerow" or "import" => ParseUnavailable(cursor.Take()),
        _ => null,
    };

    /// <summary><c>f(x) = …</c>, behind the <c>=</c>.</summary>
    public FunctionStatement ParseInline(PathNode target, IReadOnlyList<string> parameters)
    {
        ExpressionNode value = expressions.Parse();
        ScriptSpan span = target.Span.To(value.Span);
        ValueList<Parameter> list = parameters.Select(name => new Parameter(name)).ToValueList();
        TemplateFunction function = new(target.Span.ToString(), list, [.. parameters.Select(_ => (ExpressionNode?)null)], new ExpressionStatement(value, ""))
        {
            Inline = value,
        };
        return new FunctionStatement(span, target, function);
    }

    private IfStatement ParseIf(Token keyword)
    {
        ExpressionNode condition = ParseHeader(keyword);
        Block then = statements.ParsePart(keyword, "else", "end");
        return new IfStatement(keyword.Span, condition, then, ParseElse(keyword));
    }

    // `else if` is a condition in the else part that shares its end.
    private Statement? ParseElse(Token keyword)
    {
        if (!cursor.Current.IsName("else"))
        {
            statements.TakeEnd(keyword);
            return null;
        }

        Token otherwise = cursor.Take();
        if (cursor.Current.IsName("if"))
        {
            cursor.Enter();
            IfStatement next = ParseIf(cursor.Take());
            cursor.Leave();
            return next;
        }

        return statements.ParseBody(otherwise);
    }

    private ForStatement ParseFor(Token keyword)
    {
        (PathNode variable, ForHeader header) = statements.Recovering(ParseForHeader, (new LocalNode(keyword.Span, "item"), new ForHeader(_nothing, null, null, false)));
        Block body = statements.ParsePart(keyword, "else", "end");
        Statement? otherwise = null;
        if (cursor.Current.IsName("else"))
        {
            otherwise = statements.ParseBody(cursor.Take());
        }
        else
        {
            statements.TakeEnd(keyword);
        }

        return new ForStatement(keyword.Span, variable, header, body, otherwise);
    }

    private (PathNode Variable, ForHeader Header) ParseForHeader()
    {
        PathNode variable = expressions.ParsePath("a variable behind `for`");
        if (variable is not (NameNode or LocalNode))
        {
            throw TokenCursor.Wrong(cursor.Previous, "the variable of `for` is a name", "for item in items");
        }

        if (!cursor.Current.IsName("in"))
        {
            throw cursor.Unexpected("`in`", $"for {variable.Span} in items");
        }

        cursor.Take();
        expressions.IsLoopHeader = true;
        ForHeader header = ParseOptions(new ForHeader(expressions.Parse(), null, null, IsReversed: false));
        expressions.IsLoopHeader = false;
        return (variable, header);
    }

    private ForHeader ParseOptions(ForHeader header)
    {
        while (cursor.Current is { Kind: TokenKind.Name, Text: "limit" or "offset" or "reversed" } option)
        {
            cursor.Take();
            if (option.Text == "reversed")
            {
                header = header with { IsReversed = true };
                continue;
            }

            cursor.Expect(":");
            ExpressionNode value = expressions.Parse();
            header = option.Text == "limit" ? header with { Limit = value } : header with { Offset = value };
        }

        return header;
    }

    private WhileStatement ParseWhile(Token keyword) => new(keyword.Span, ParseHeader(keyword), statements.ParseBody(keyword));

    private WithStatement ParseWith(Token keyword) => new(keyword.Span, ParseHeader(keyword), statements.ParseBody(keyword));

    private CaptureStatement ParseCapture(Token keyword)
    {
        PathNode target = statements.Recovering(() => expressions.ParsePath("a variable behind `capture`"), new LocalNode(keyword.Span, "captured"));
        return new CaptureStatement(keyword.Span, target, statements.ParseBody(keyword));
    }

    private WrapStatement ParseWrap(Token keyword)
    {
        ExpressionNode function = ParseHeader(keyword);
        Block body = statements.ParseBody(keyword);
        return function switch
        {
            CallNode call => new WrapStatement(keyword.Span, call, body),
            PathNode path => new WrapStatement(keyword.Span, new CallNode(path.Span, path, []), body),
            _ => throw TokenCursor.Wrong(keyword, "behind `wrap` stands a function", "wrap f x"),
        };
    }

    private CaseStatement ParseCase(Token keyword)
    {
        ExpressionNode subject = ParseHeader(keyword);
        foreach (Statement before in statements.ParsePart(keyword, "when", "else", "end").Statements.Where(before => !IsBlank(before)))
        {
            ScriptException exception = new("between `case` and `when` stands nothing");
            exception.PlaceAt(before.Span);
            statements.Report(exception);
        }

        List<When> cases = [];
        while (cursor.Current.IsName("when"))
        {
            Token when = cursor.Take();
            IReadOnlyList<ExpressionNode> values = statements.Recovering(ParseChoices, []);
            cases.Add(new When(values, statements.ParsePart(when, "when", "else", "end")));
        }

        return new CaseStatement(keyword.Span, subject, cases, ParseElse(keyword));
    }

    private List<ExpressionNode> ParseChoices()
    {
        List<ExpressionNode> values = [expressions.ParseChoice()];
        while (cursor.TryTake(",") || cursor.TryTake("||"))
        {
            cursor.SkipLineEnds();
            values.Add(expressions.ParseChoice());
        }

        return values;
    }

    private FunctionStatement ParseFunction(Token keyword)
    {
        FunctionHeader header = statements.Recovering(() => FunctionHeader.Parse(cursor, expressions), FunctionHeader.None(keyword));
        TemplateFunction function = new(
            header.Target.Span.ToString(), header.Parameters, header.Defaults, header.Inline is null ? statements.ParseBody(keyword) : new ExpressionStatement(header.Inline, ""))
        {
            Inline = header.Inline,
        };
        return new FunctionStatement(keyword.Span, header.Target, function);
    }

    private ReturnStatement ParseReturn(Token keyword)
    {
        bool isAlone = cursor.Current.Kind is TokenKind.LineEnd or TokenKind.BlockEnd or TokenKind.End || cursor.Current.IsName("end");
        return new ReturnStatement(keyword.Span, isAlone ? null : expressions.Parse());
    }

    // Told once: what belongs to it is read and forgotten.
    private Block ParseUnavailable(Token keyword)
    {
        ScriptException exception = UnavailableNames.Find(keyword.Text) ?? throw new UnreachableException();
        exception.PlaceAt(keyword.Span);
        statements.Report(exception);
        cursor.Recover(cursor.Depth);
        return keyword.Text == "tablerow" ? statements.ParseBody(keyword) : new Block(keyword.Span, []);
    }

    private ExpressionNode ParseHeader(Token keyword) => statements.Recovering(expressions.Parse, new LiteralNode(keyword.Span, Value.Null));

    private static bool IsBlank(Statement statement) => statement is TextStatement && string.IsNullOrWhiteSpace(statement.Span.ToString());
}
