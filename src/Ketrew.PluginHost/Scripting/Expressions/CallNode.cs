using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Statements;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Expressions;

/// <summary>One argument of a call.</summary>
/// <param name="Name">Null for one that is told by its position.</param>
/// <param name="Value">The argument.</param>
/// <param name="IsExpanded"><c>^items</c>: each item is an argument.</param>
internal sealed record Argument(string? Name, ExpressionNode Value, bool IsExpanded = false);

/// <summary><c>f a b</c>, <c>f(a, b)</c>, <c>a | f b</c>: what is piped is the first argument.</summary>
internal sealed class CallNode(ScriptSpan span, PathNode callee, IReadOnlyList<Argument> arguments, bool isPiped = false) : ExpressionNode(span)
{
    public PathNode Callee => callee;

    public IReadOnlyList<Argument> Arguments => arguments;

    /// <summary>Calls the function with a block that <c>$$</c> runs.</summary>
    public Value Wrap(Frame frame, Statement block) => Guard(frame, inner => Call(inner, block));

    protected override ScriptSpan Point => callee.Span;

    protected override Value Compute(Frame frame) => Call(frame, null);

    private Value Call(Frame frame, Statement? wrapped)
    {
        List<Value> positional = [];
        List<KeyValuePair<string, Value>> named = [];
        // What is piped comes first, also when something is wrong with it.
        foreach (Argument argument in arguments)
        {
            Add(argument, argument.Value.Evaluate(frame), positional, named);
        }

        return callee.FindFunction(frame) switch
        {
            TemplateFunction function => function.Call(frame, positional, named, wrapped),
            FunctionValue when wrapped is not null => throw new ScriptException($"`{callee.Span}` has no use for a block", "wrap calls functions made with `func`"),
            FunctionValue function => function.Call(frame, positional, named),
            Value other => throw NoFunction(other),
        };
    }

    private static void Add(Argument argument, Value value, List<Value> positional, List<KeyValuePair<string, Value>> named)
    {
        if (argument.Name is { } name)
        {
            named.Add(new(name, value));
        }
        else if (argument.IsExpanded)
        {
            positional.AddRange((value as ArrayValue ?? throw new ScriptException($"`^` wants an array, not {value.Description}")).Items);
        }
        else
        {
            positional.Add(value);
        }
    }

    private ScriptException NoFunction(Value value) => new(
        $"`{callee.Span}` is {value.Description}, no function", isPiped ? "behind `|` stands a function: `… | string.upcase`" : null);
}
