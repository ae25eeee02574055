using Ketrew.PluginHost.Scripting.BuiltIns;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Expressions;

/// <summary><c>a.b</c>, and <c>a?.b</c>: null for a member that isn't there, and for a member of null.</summary>
internal sealed class MemberNode(ScriptSpan span, ExpressionNode target, string name, bool isOptional) : PathNode(span)
{
    // The member alone: in a long path the others are right.
    protected override ScriptSpan Point => Span with { Start = Span.End - name.Length };

    public override void Assign(Frame frame, Value value)
    {
        switch (target.Evaluate(frame))
        {
            case ObjectValue members:
                members.Set(name, value);
                break;
            case ArrayValue array:
                array.SetProperty(name, value);
                break;
            case Value other:
                throw new ScriptException($"`.{name}` can't be set: `{target.Span}` is {other.Description}");
        }
    }

    protected override Value ResolveOrNull(Frame frame)
    {
        Value owner = Owner(frame);
        return TryFind(owner, frame) ?? (owner is ObjectValue or ArrayValue || (isOptional && owner is NullValue) ? Value.Null : throw Missing(owner));
    }

    protected override Value Resolve(Frame frame)
    {
        Value owner = Owner(frame);
        return TryFind(owner, frame) ?? (isOptional && owner is (ObjectValue or ArrayValue or NullValue) ? Value.Null : throw Missing(owner));
    }

    private Value Owner(Frame frame) =>
        UnavailableModule() is { } unavailable && !IsKnown(frame) ? throw unavailable
        : isOptional ? target.EvaluateOrNull(frame) : target.Evaluate(frame);

    // `date.now` is told as a whole, instead of an unknown `date`.
    private ScriptException? UnavailableModule() => target is NameNode module ? UnavailableNames.Find($"{module.Name}.{name}") : null;

    private bool IsKnown(Frame frame) =>
        target is NameNode module && frame.Scope.TryFind(module.Name, out Value? value) && value is not ObjectValue { Name: not null };

    private Value? TryFind(Value owner, Frame frame) => (owner, name) switch
    {
        (ObjectValue members, _) when members.TryGet(name, out Value? value) => value,
        (ArrayValue { Properties: { } properties }, _) when properties.TryGet(name, out Value? value) => value,
        (StringValue or ArrayValue or ObjectValue or RangeValue, "empty?") => Value.From(ValueEquality.IsEmpty(owner)),
        (ArrayValue array, "size") => Value.From(array.Items.Count),
        (StringValue text, "size") => Value.From(text.Text.Length),
        (RangeValue range, "size") => Value.From(range.ToItems(frame.Budget).Count),
        _ => null,
    };

    private ScriptException Missing(Value owner) => owner switch
    {
        NullValue => OfNull(),
        ObjectValue members => members.Missing(name),
        _ => new ScriptException($"{owner.Description} has no `{name}`"),
    };

    private ScriptException OfNull() => new($"`{target.Span}` is null and has no `{name}`", $"{target.Span}?.{name}");
}
