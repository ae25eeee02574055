using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Expressions;

/// <summary>A number, a string, <c>null</c>, <c>true</c>, <c>false</c>.</summary>
internal sealed class LiteralNode(ScriptSpan span, Value value) : ExpressionNode(span)
{
    protected override Value Compute(Frame frame) => value;
}

/// <summary><c>$"text {expression}"</c>.</summary>
internal sealed class InterpolatedNode(ScriptSpan span, IReadOnlyList<ExpressionNode> parts) : ExpressionNode(span)
{
    protected override Value Compute(Frame frame)
    {
        BoundedText text = new(frame.Budget);
        foreach (ExpressionNode part in parts)
        {
            text.Append(ValueText.Of(part.Evaluate(frame), frame.Budget));
        }

        return Value.From(text.ToString());
    }
}

/// <summary><c>[a, b]</c>.</summary>
internal sealed class ArrayNode(ScriptSpan span, IReadOnlyList<ExpressionNode> items) : ExpressionNode(span)
{
    protected override Value Compute(Frame frame)
    {
        frame.Budget.SpendItems(items.Count);
        return Value.From(items.Select(item => item.Evaluate(frame)));
    }
}

/// <summary><c>{ name: a, "other name": b }</c>.</summary>
internal sealed class ObjectNode(ScriptSpan span, IReadOnlyList<KeyValuePair<string, ExpressionNode>> members) : ExpressionNode(span)
{
    protected override Value Compute(Frame frame)
    {
        ObjectValue value = new();
        foreach ((string name, ExpressionNode member) in members)
        {
            value.Set(name, member.Evaluate(frame));
        }

        return value;
    }
}

/// <summary><c>do … end</c>.</summary>
internal sealed class AnonymousFunctionNode(ScriptSpan span, TemplateFunction function) : ExpressionNode(span)
{
    protected override Value Compute(Frame frame) => function;
}
