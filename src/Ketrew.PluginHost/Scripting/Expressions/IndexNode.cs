using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Expressions;

/// <summary><c>a[0]</c>, from the end with a negative number, and <c>a["name"]</c>.</summary>
internal sealed class IndexNode(ScriptSpan span, ExpressionNode target, ExpressionNode index) : PathNode(span)
{
    public override void Assign(Frame frame, Value value)
    {
        Value owner = target.Evaluate(frame);
        Value key = index.Evaluate(frame);
        switch (owner, key)
        {
            case (ObjectValue members, StringValue name):
                members.Set(name.Text, value);
                break;
            case (ArrayValue array, StringValue name):
                array.SetProperty(name.Text, value);
                break;
            case (ArrayValue array, NumberValue { Whole: { } position }) when Position(position, array.Items.Count) is >= 0 and var at:
                array.Set(at, value, frame.Budget);
                break;
            default:
                throw Wrong(owner, key);
        }
    }

    protected override Value Resolve(Frame frame)
    {
        (Value owner, Value key) = (target.Evaluate(frame), index.Evaluate(frame));
        return TryFind(owner, key, frame) ?? throw Missing(owner, key);
    }

    protected override Value ResolveOrNull(Frame frame)
    {
        (Value owner, Value key) = (target.Evaluate(frame), index.Evaluate(frame));
        return TryFind(owner, key, frame) ?? (IsFitting(owner, key) ? Value.Null : throw Wrong(owner, key));
    }

    private static Value? TryFind(Value owner, Value key, Frame frame) => (owner, key) switch
    {
        (ObjectValue members, StringValue name) when members.TryGet(name.Text, out Value? value) => value,
        (ArrayValue { Properties: { } properties }, StringValue name) when properties.TryGet(name.Text, out Value? value) => value,
        (ArrayValue array, NumberValue { Whole: { } position }) => Item(array.Items, position),
        (RangeValue range, NumberValue { Whole: { } position }) => Item(range.ToItems(frame.Budget), position),
        (StringValue text, NumberValue { Whole: { } position }) when Position(position, text.Text.Length) is { } at && at >= 0 && at < text.Text.Length =>
            Value.From(text.Text[(int)at].ToString()),
        _ => null,
    };

    private static Value? Item(IReadOnlyList<Value> items, long position) =>
        Position(position, items.Count) is var at && at >= 0 && at < items.Count ? items[(int)at] : null;

    private static long Position(long position, int count) => position < 0 ? position + count : position;

    private static bool IsFitting(Value owner, Value key) => (owner, key) switch
    {
        (ObjectValue or ArrayValue, StringValue) => true,
        (ArrayValue or RangeValue or StringValue, NumberValue { Whole: not null }) => true,
        _ => false,
    };

    private ScriptException Missing(Value owner, Value key) => (owner, key) switch
    {
        _ when !IsFitting(owner, key) => Wrong(owner, key),
        (ObjectValue members, StringValue name) => members.Missing(name.Text),
        (_, StringValue name) => new ScriptException($"{owner.Description} has no `{name.Text}`"),
        _ => new ScriptException($"`{target.Span}` has no item {ValueText.OfScalar(key)}", $"{Span} ?? null"),
    };

    private ScriptException Wrong(Value owner, Value key) => owner is NullValue
        ? new ScriptException($"`{target.Span}` is null and has no items")
        : new ScriptException($"`{target.Span}` is {owner.Description} and has no item for {key.Description}");
}
