using System.Diagnostics;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Expressions;

/// <summary><c>a + b</c>, <c>a == b</c>, <c>a &lt; b</c>, <c>a .. b</c>.</summary>
internal sealed class BinaryNode(ScriptSpan span, string operation, ExpressionNode left, ExpressionNode right) : ExpressionNode(span)
{
    protected override Value Compute(Frame frame)
    {
        Value first = left.Evaluate(frame);
        Value second = right.Evaluate(frame);
        return operation switch
        {
            "==" => Value.From(new ValueEquality(frame.Budget).LooselyEquals(first, second)),
            "!=" => Value.From(!new ValueEquality(frame.Budget).LooselyEquals(first, second)),
            "<" or "<=" or ">" or ">=" => Value.From(Holds(ValueOrder.Compare(first, second))),
            ".." or "..<" => RangeValue.Between(Bound(first), Bound(second), operation == ".."),
            _ => Arithmetic.Compute(operation, first, second, frame.Budget),
        };
    }

    private bool Holds(int order) => operation switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        _ => throw new UnreachableException(),
    };

    private long Bound(Value value) => (value as NumberValue)?.Whole
        ?? throw new ScriptException($"`{operation}` wants two integers, not {value.Description}");
}

/// <summary><c>a &amp;&amp; b</c>, <c>a || b</c>: always a boolean, and the right side only when it decides.</summary>
internal sealed class LogicalNode(ScriptSpan span, bool isAnd, ExpressionNode left, ExpressionNode right) : ExpressionNode(span)
{
    protected override Value Compute(Frame frame) =>
        left.Evaluate(frame).IsTrue == isAnd ? Value.From(right.Evaluate(frame).IsTrue) : Value.From(!isAnd);
}

/// <summary><c>a ?? b</c>: b for null; <c>a ?! b</c>: b for all else.</summary>
internal sealed class CoalesceNode(ScriptSpan span, bool forNull, ExpressionNode left, ExpressionNode right) : ExpressionNode(span)
{
    protected override Value Compute(Frame frame)
    {
        Value value = left.EvaluateOrNull(frame);
        return value is NullValue == forNull ? right.Evaluate(frame) : value;
    }
}

/// <summary><c>a ? b : c</c>.</summary>
internal sealed class ConditionalNode(ScriptSpan span, ExpressionNode condition, ExpressionNode whenTrue, ExpressionNode whenFalse) : ExpressionNode(span)
{
    protected override Value Compute(Frame frame) => (condition.Evaluate(frame).IsTrue ? whenTrue : whenFalse).Evaluate(frame);
}

/// <summary><c>!a</c>, <c>-a</c>, <c>+a</c>.</summary>
internal sealed class UnaryNode(ScriptSpan span, string operation, ExpressionNode operand) : ExpressionNode(span)
{
    protected override Value Compute(Frame frame) => (operation, operand.Evaluate(frame)) switch
    {
        ("!", Value value) => Value.From(!value.IsTrue),
        ("+", NumberValue number) => number,
        ("-", IntegerValue { Integer: not long.MinValue } number) => Value.From(-number.Integer),
        ("-", FloatValue number) => Value.From(-number.Double),
        ("-", IntegerValue number) => throw new ScriptException($"`-({number.Text})` doesn't fit into 64 bits"),
        (_, Value value) => throw new ScriptException($"`{operation}` has no meaning for {value.Description}"),
    };
}

/// <summary><c>(a)</c>: keeps what is inside from being taken apart.</summary>
internal sealed class NestedNode(ScriptSpan span, ExpressionNode inner) : ExpressionNode(span)
{
    public override Value EvaluateOrNull(Frame frame) => inner.EvaluateOrNull(frame);

    protected override Value Compute(Frame frame) => inner.Evaluate(frame);
}

/// <summary><c>@f</c>: the function itself.</summary>
internal sealed class AliasNode(ScriptSpan span, PathNode target) : ExpressionNode(span)
{
    protected override Value Compute(Frame frame) => target.Find(frame);
}

/// <summary><c>++a</c>, <c>a--</c>.</summary>
internal sealed class StepNode(ScriptSpan span, PathNode target, string operation, bool isPrefix) : ExpressionNode(span)
{
    protected override Value Compute(Frame frame)
    {
        Value before = target.Evaluate(frame);
        Value after = Arithmetic.Compute(operation[..1], before, Value.From(1), frame.Budget);
        target.Assign(frame, after);
        return isPrefix ? after : before;
    }
}
