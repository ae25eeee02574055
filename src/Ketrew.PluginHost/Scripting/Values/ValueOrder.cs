namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>Which of two values comes first: numbers by size, strings by their UTF-16 units.</summary>
internal sealed class ValueOrder : IComparer<Value>
{
    public static ValueOrder Instance { get; } = new();

    /// <exception cref="ScriptException">They have no order.</exception>
    public static int Compare(Value left, Value right) => (left, right) switch
    {
        (IntegerValue first, IntegerValue second) => first.Integer.CompareTo(second.Integer),
        (NumberValue first, NumberValue second) => first.Double.CompareTo(second.Double),
        (StringValue first, StringValue second) => string.CompareOrdinal(first.Text, second.Text),
        _ => throw new ScriptException($"{left.Description} and {right.Description} have no order"),
    };

    /// <summary>The same for sorting: null comes first, false before true.</summary>
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
