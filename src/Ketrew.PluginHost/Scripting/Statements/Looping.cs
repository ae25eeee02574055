using Ketrew.PluginHost.Scripting.Expressions;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Statements;

/// <summary>What <c>for</c> goes through, and how.</summary>
/// <param name="Items">An array, a range or an object.</param>
/// <param name="Offset">How many to leave out at first; null for none.</param>
/// <param name="Limit">How many at most; null for all.</param>
/// <param name="IsReversed">From the end.</param>
internal sealed record ForHeader(ExpressionNode Items, ExpressionNode? Offset, ExpressionNode? Limit, bool IsReversed);

/// <summary><c>for x in items … else … end</c>.</summary>
internal sealed class ForStatement(ScriptSpan span, PathNode variable, ForHeader header, Statement body, Statement? otherwise) : Statement(span)
{
    protected override Flow Run(Frame frame)
    {
        IReadOnlyList<Value> items = Select(frame);
        if (items.Count == 0)
        {
            return otherwise?.Execute(frame) ?? Flow.Next;
        }

        (ScriptScope scope, ObjectValue? loop) = (frame.Scope, frame.ForLoop);
        Flow flow = Flow.Next;
        for (int i = 0; i < items.Count && flow is Flow.Next or Flow.Continue; i++)
        {
            frame.Budget.Spend();
            frame.Scope = Bind(frame, scope, items[i]);
            frame.ForLoop = Loop(items, i);
            flow = body.Execute(frame);
        }

        (frame.Scope, frame.ForLoop) = (scope, loop);
        return flow == Flow.Return ? flow : Flow.Next;
    }

    private ScriptScope Bind(Frame frame, ScriptScope scope, Value item)
    {
        if (variable is NameNode name)
        {
            return scope.Loop(name.Name, item);
        }

        variable.Assign(frame, item);
        return scope;
    }

    private static ObjectValue Loop(IReadOnlyList<Value> items, int index) => new ObjectValue("for")
        .With("index", Value.From(index))
        .With("rindex", Value.From(items.Count - index - 1))
        .With("first", Value.From(index == 0))
        .With("last", Value.From(index == items.Count - 1))
        .With("even", Value.From(index % 2 == 0))
        .With("odd", Value.From(index % 2 != 0))
        .With("length", Value.From(items.Count))
        // A function, which is called when it is asked for: comparing may be long.
        .With("changed", new HostFunction("for.changed", "", call => Value.From(index == 0 || !new ValueEquality(call.Budget).Equals(items[index], items[index - 1]))))
        .Freeze();

    private IReadOnlyList<Value> Select(Frame frame)
    {
        long offset = Option(header.Offset, "offset", 0, frame);
        long limit = Option(header.Limit, "limit", long.MaxValue, frame);
        Value items = header.Items.Evaluate(frame);
        IReadOnlyList<Value> some = items switch
        {
            RangeValue range => range.Slice(offset, limit).ToItems(frame.Budget),
            ArrayValue array => Slice(array.Items, offset, limit),
            ObjectValue members => Slice([.. members.Members.Select(Pair)], offset, limit),
            _ => throw NoItems(items),
        };
        return header.IsReversed ? [.. Enumerable.Reverse(some)] : some;
    }

    // A copy: the body may change what it goes through.
    private static Value[] Slice(IReadOnlyList<Value> items, long offset, long limit) =>
        [.. items.Skip((int)Math.Min(offset, int.MaxValue)).Take((int)Math.Min(limit, int.MaxValue))];

    private static long Option(ExpressionNode? option, string name, long otherwise, Frame frame)
    {
        Value? value = option?.Evaluate(frame);
        return value switch
        {
            null => otherwise,
            NumberValue { Whole: >= 0 and var count } => count,
            _ => throw new ScriptException($"`{name}:` wants a count, not {ValueText.Of(value, frame.Budget)}"),
        };
    }

    private static ObjectValue Pair(KeyValuePair<string, Value> member) =>
        new ObjectValue().With("key", Value.From(member.Key)).With("value", member.Value);

    private ScriptException NoItems(Value items)
    {
        ScriptException exception = new($"`for` wants an array, not {items.Description}", items is NullValue ? $"({header.Items.Span} ?? [])" : null);
        exception.PlaceAt(header.Items.Span);
        return exception;
    }
}

/// <summary><c>while … end</c>.</summary>
internal sealed class WhileStatement(ScriptSpan span, ExpressionNode condition, Statement body) : Statement(span)
{
    protected override Flow Run(Frame frame)
    {
        ObjectValue? outer = frame.WhileLoop;
        Flow flow = Flow.Next;
        for (long i = 0; flow is Flow.Next or Flow.Continue && condition.Evaluate(frame).IsTrue; i++)
        {
            frame.Budget.Spend();
            frame.WhileLoop = new ObjectValue("while")
                .With("index", Value.From(i))
                .With("first", Value.From(i == 0))
                .With("even", Value.From(i % 2 == 0))
                .With("odd", Value.From(i % 2 != 0))
                .Freeze();
            flow = body.Execute(frame);
        }

        frame.WhileLoop = outer;
        return flow == Flow.Return ? flow : Flow.Next;
    }
}
