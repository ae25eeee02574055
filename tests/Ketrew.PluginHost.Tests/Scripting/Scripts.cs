using Ketrew.PluginHost.Scripting;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Tests.Scripting;

/// <summary>Short ways to run a text of the language.</summary>
internal static class Scripts
{
    public static TextPlace Place { get; } = new("lane.stanza.yaml", 1, 1);

    /// <summary>The fields that examples see.</summary>
    public static ScriptScope Scope(ScriptLimits? limits = null)
    {
        ScriptScope scope = ScriptScope.Create(limits);
        scope.Set("sample", new ObjectValue().With("name", Value.From("Lane-1")).With("reads", Value.From(["a.fq", "b.fq"])).With("note", Value.Null));
        scope.Set("count", Value.From(3));
        scope.Set("nothing", Value.Null);
        scope.SetFunction("twice", "value times?", call => Value.From(call.Integer(0) * call.Integer(1, otherwise: 2)));
        return scope;
    }

    public static string Render(string text, ScriptScope? scope = null) => Parse(text).Render(scope ?? Scope());

    public static Value Evaluate(string expression, ScriptScope? scope = null)
    {
        List<ScriptProblem> problems = [];
        Expression parsed = Expression.Parse(expression, Place, problems);
        return problems.Count == 0 ? parsed.Evaluate(scope ?? Scope()) : throw new InvalidOperationException(Describe(problems));
    }

    /// <summary>The value as a literal, so that <c>1</c> and <c>"1"</c> differ.</summary>
    public static string Literal(Value value)
    {
        string list = ValueText.Of(new ArrayValue([value]), new ScriptBudget(new ScriptLimits()));
        return list[1..^1];
    }

    public static Template Parse(string text)
    {
        List<ScriptProblem> problems = [];
        Template template = Template.Parse(text, Place, problems);
        return problems.Count == 0 ? template : throw new InvalidOperationException(Describe(problems));
    }

    /// <summary>All that is wrong with a text: what its syntax lacks, or else what comes of rendering it.</summary>
    public static IReadOnlyList<ScriptProblem> Problems(string text, ScriptScope? scope = null)
    {
        List<ScriptProblem> problems = [];
        Template template = Template.Parse(text, Place, problems);
        if (problems.Count > 0)
        {
            return problems;
        }

        try
        {
            throw new InvalidOperationException($"`{text}` gives `{template.Render(scope ?? Scope())}`.");
        }
        catch (ScriptException exception)
        {
            return [exception.Problem ?? throw new InvalidOperationException($"`{exception.Message}` has no place.")];
        }
    }

    /// <summary>As a terminal shows them: message, line, caret, hint.</summary>
    public static string Describe(IEnumerable<ScriptProblem> problems) => string.Join('\n', problems.Select(Describe));

    private static string Describe(ScriptProblem problem)
    {
        string line = problem.Text.Split('\n')[problem.Line - 1];
        int length = Math.Clamp(problem.Length, 1, Math.Max(1, line.Length - problem.Column + 1));
        string hint = problem.Hint is null ? "" : $"\n  hint: {problem.Hint}";
        return $"error: {problem.Message}\n  --> {problem.Line}:{problem.Column}\n  | {line}\n  | {new string(' ', problem.Column - 1)}{new string('^', length)}{hint}";
    }
}
