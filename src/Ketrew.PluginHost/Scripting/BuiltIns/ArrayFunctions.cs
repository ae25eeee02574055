using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary><c>array.…</c>: of arrays and ranges; each gives a new array and changes none.</summary>
internal static class ArrayFunctions
{
    public static IReadOnlyList<BuiltIn> All { get; } =
    [
        new("add", "list value", call => New(call, call.Items(0).Append(call.Value(1)))),
        new("add_range", "list1 list2", call => New(call, call.Items(0).Concat(call.Items(1)))),
        new("concat", "list1 list2", call => New(call, call.Items(0).Concat(call.Items(1)))),
        new("compact", "list", call => New(call, call.Items(0).Where(item => item is not NullValue))),
        new("contains", "list item", call => Value.From(call.Items(0).Any(item => Same(call).LooselyEquals(item, call.Value(1))))),
        new("cycle", "list group?", Cycle),
        new("first", "list", call => call.Items(0) is [var item, ..] ? item : Value.Null),
        new("last", "list", call => call.Items(0) is [.., var item] ? item : Value.Null),
        new("insert_at", "list index value", InsertAt),
        new("limit", "list count", call => New(call, call.Items(0).Take(Math.Max(0, call.Count(1))))),
        new("offset", "list index", call => New(call, call.Items(0).Skip(Math.Max(0, call.Count(1))))),
        new("map", "list member", call => New(call, call.Items(0).Select(item => Member(call, item)))),
        new("remove_at", "list index", RemoveAt),
        new("reverse", "list", call => New(call, Enumerable.Reverse(call.Items(0)))),
        new("size", "list", Size),
        new("sort", "list member?", Sort),
        new("uniq", "list", call => New(call, call.Items(0).Distinct(Same(call)))),
    ];

    private static ArrayValue New(CallArguments call, IEnumerable<Value> items)
    {
        ArrayValue array = new(items);
        call.Budget.SpendItems(array.Items.Count);
        return array;
    }

    private static ValueEquality Same(CallArguments call) => new(call.Budget);

    // The number of a range is known without its items.
    private static Value Size(CallArguments call) => call.Value(0) is RangeValue { Count: var count } && count <= long.MaxValue
        ? Value.From((long)count)
        : Value.From(call.Items(0).Count);

    // Calls with the same items belong together unless a group says otherwise.
    private static Value Cycle(CallArguments call)
    {
        IReadOnlyList<Value> items = call.Items(0);
        string group = call.Optional(1) is { } name ? $"group {ValueText.Of(name, call.Budget)}" : $"items {ValueText.Of(call.Value(0), call.Budget)}";
        int turn = call.Caller.Cycles.GetValueOrDefault(group);
        call.Caller.Cycles[group] = turn + 1;
        return items.Count == 0 ? Value.Null : items[turn % items.Count];
    }

    private static ArrayValue InsertAt(CallArguments call)
    {
        List<Value> items = [.. call.Items(0)];
        long index = call.Integer(1) is < 0 and var negative ? Math.Max(0, negative + items.Count) : call.Integer(1);
        call.Budget.SpendItems(Math.Max(index, items.Count) + 1);
        while (items.Count < index)
        {
            items.Add(Value.Null);
        }

        items.Insert((int)index, call.Value(2));
        return new ArrayValue(items);
    }

    private static ArrayValue RemoveAt(CallArguments call)
    {
        List<Value> items = [.. call.Items(0)];
        long index = call.Integer(1) is < 0 and var negative ? negative + items.Count : call.Integer(1);
        if (index >= 0 && index < items.Count)
        {
            items.RemoveAt((int)index);
        }

        return New(call, items);
    }

    private static ArrayValue Sort(CallArguments call)
    {
        IReadOnlyList<Value> items = call.Items(0);
        call.Budget.Spend(items.Count);
        return New(call, ValueOrder.Sort(items, call.Value(1) is NullValue ? item => item : item => Member(call, item)));
    }

    private static Value Member(CallArguments call, Value item)
    {
        string name = call.Text(1);
        return item switch
        {
            ObjectValue members => members.TryGet(name, out Value? value) ? value : throw members.Missing(name),
            _ => throw new ScriptException($"{item.Description} has no `{name}`"),
        };
    }
}
