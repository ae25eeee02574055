using Ketrew.PluginHost.Scripting.Parsing;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Statements;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting;

/// <summary>A text with code between <c>{{</c> and <c>}}</c>, in Scriban's language (<c>docs/scripting.md</c>). Pure: what it gives depends on the scope alone. Thread-safe.</summary>
internal sealed class Template
{
    private readonly Block? _body;

    private Template(Block? body) => _body = body;

    /// <summary>Reads a text; never throws for what is in it.</summary>
    /// <param name="text">Any.</param>
    /// <param name="place">Where it begins; handed back with problems.</param>
    /// <param name="problems">Gets all that is wrong. When it gets something, the template can't be used.</param>
    public static Template Parse(string text, TextPlace place, ICollection<ScriptProblem> problems)
    {
        ProblemList ofText = new();
        ProblemList ofStatements = new();
        TemplateLexer lexer = new(new ScriptText(text, place), ofText);
        TokenCursor cursor = new(lexer.Read());
        Block body = new StatementParser(cursor, ofStatements).ParseAll();
        ScriptProblem[] found =
        [
            .. ofText.InOrder.Concat(ofStatements.InOrder.Where(problem => problem.Offset < (lexer.UnclosedAt ?? int.MaxValue))).OrderBy(problem => problem.Offset),
        ];
        foreach (ScriptProblem problem in found)
        {
            problems.Add(problem);
        }

        return new Template(found.Length == 0 ? body : null);
    }

    /// <summary>The text that it gives.</summary>
    /// <param name="scope">The names that it sees; what it assigns is gone afterwards.</param>
    /// <exception cref="ScriptException">It makes no sense for the scope, or a limit is reached; with its place.</exception>
    public string Render(ScriptScope scope) => Execute(scope.ForText()).Output.ToString();

    /// <summary>The value that it gives: of a text that is one <c>{{ expression }}</c> alone, the value of the expression; where <c>ret</c> says one, that; else the text.</summary>
    /// <inheritdoc cref="Render"/>
    public Value Evaluate(ScriptScope scope)
    {
        ScriptScope inner = scope.ForText();
        if (Body.Statements is [ExpressionStatement only])
        {
            return inner.Budget.Isolate(() => only.Expression.Evaluate(Frame.Start(inner)));
        }

        Frame frame = Execute(inner);
        return frame.Returned ?? Value.From(frame.Output.ToString());
    }

    /// <summary>Runs it for the names and functions that it assigns: they stay in the scope. What it writes is dropped.</summary>
    /// <inheritdoc cref="Render"/>
    public void Run(ScriptScope scope) => Execute(scope);

    private Block Body => _body ?? throw new InvalidOperationException("The template has problems and can't be used.");

    private Frame Execute(ScriptScope scope)
    {
        Frame frame = Frame.Start(scope);
        scope.Budget.Isolate(() => Body.Execute(frame));
        return frame;
    }
}
