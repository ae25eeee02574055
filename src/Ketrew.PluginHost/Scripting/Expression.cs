using Ketrew.PluginHost.Scripting.Expressions;
using Ketrew.PluginHost.Scripting.Parsing;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting;

/// <summary>An expression of the language without <c>{{ }}</c> around it: <c>samples | array.size &gt; 1</c>. Thread-safe.</summary>
internal sealed class Expression
{
    private readonly ExpressionNode? _node;

    private Expression(ExpressionNode? node) => _node = node;

    /// <summary>Reads an expression; never throws for what is in it.</summary>
    /// <param name="text">Any. It may have several lines.</param>
    /// <param name="place">Where it begins; handed back with problems.</param>
    /// <param name="problems">Gets all that is wrong. When it gets something, the expression can't be used.</param>
    public static Expression Parse(string text, TextPlace place, ICollection<ScriptProblem> problems)
    {
        ScriptText source = new(text, place);
        ProblemList found = new();
        if (text.TrimStart().StartsWith("{{", StringComparison.Ordinal))
        {
            int start = text.IndexOf("{{", StringComparison.Ordinal);
            string inside = text.Trim().Trim('{', '}').Trim();
            found.Add(source.Span(start, start + 2).Problem("an expression stands here without `{{ }}`", inside.Length == 0 ? null : inside));
        }

        ExpressionNode? node = found.Count > 0 ? null : Parse(source, found);
        foreach (ScriptProblem problem in found.InOrder)
        {
            problems.Add(problem);
        }

        return new Expression(found.Count == 0 ? node : null);
    }

    /// <summary>Its value.</summary>
    /// <param name="scope">The names that it sees.</param>
    /// <exception cref="ScriptException">It has none for the scope, or a limit is reached; with its place.</exception>
    public Value Evaluate(ScriptScope scope)
    {
        ExpressionNode node = _node ?? throw new InvalidOperationException("The expression has problems and can't be used.");
        ScriptScope inner = scope.ForText();
        return inner.Budget.Isolate(() => node.Evaluate(Frame.Start(inner)));
    }

    private static ExpressionNode? Parse(ScriptText source, ProblemList problems)
    {
        IReadOnlyList<Token> tokens = new CodeLexer(source, 0, problems).ReadAll();
        return problems.Count > 0 ? null : new StatementParser(new TokenCursor(tokens) { SkipsLineEnds = true }, problems).ParseExpression();
    }
}
