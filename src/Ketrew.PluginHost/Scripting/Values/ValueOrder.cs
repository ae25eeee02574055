namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>Which of two values comes first: numbers by size, strings by their UTF-16 units.</summary>
internal sealed class ValueOrder : IComparer<Value>
{
    private static ValueOrder Instance { get; } = new();

    /// <exception cref="ScriptException">They have no order.</exception>
    public static int Compare(Value left, Value right) => (left, right) switch
    {
        (IntegerValue first, IntegerValue second) => first.Integer.CompareTo(second.Integer),
        (NumberValue first, NumberValue second) => first.Double.CompareTo(second.Double),
        (StringValue first, StringValue second) => string.CompareOrdinal(first.Text, second.Text),
        _ => throw new ScriptException($"{left.Description} and {right.Description} have no order"),
    };

    /// <summary>Sorts by keys; equal ones stay in order, null comes first, false before true.</summary>
    /// <exception cref="ScriptException">Two keys have no order.</exception>
    public static IEnumerable<Value> Sort(IReadOnlyList<Value> items, Func<Value, Value> key)
    {
        List<(Value Key, Value Item)> pairs = [.. items.Select(item => (key(item), item))];
        Value? first = pairs.Find(pair => pair.Key is not NullValue).Key;
        // Told here: what a comparer throws, sorting would wrap. What has an order with the first one has one with all the others.
        foreach ((Value other, _) in pairs)
        {
            ((IComparer<Value>)Instance).Compare(first, other);
        }

        return pairs.OrderBy(pair => pair.Key, Instance).Select(pair => pair.Item);
    }

    int IComparer<Value>.Compare(Value? x, Value? y) => (x, y) switch
    {
        (NullValue, NullValue) => 0,
        (NullValue, _) => -1,
        (_, NullValue) => 1,
        (BooleanValue left, BooleanValue right) => left.Boolean.CompareTo(right.Boolean),
        (not null, not null) => Compare(x, y),
        _ => 0,
    };
}
