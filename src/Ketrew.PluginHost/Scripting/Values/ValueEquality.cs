using System.Diagnostics.CodeAnalysis;
using Ketrew.PluginHost.Scripting.Running;

namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>When two values are the same: by what they hold. An integer equals a float of its size; a string only a string.</summary>
internal sealed class ValueEquality(ScriptBudget budget) : IEqualityComparer<Value>
{
    // Enough to tell most values apart, and a bound for values that hold themselves.
    private const int HashDepth = 3;

    private const int HashWidth = 8;

    /// <summary>As <c>==</c> sees it: a string and another scalar are compared as texts, and <c>empty</c> equals all that is empty.</summary>
    public bool LooselyEquals(Value left, Value right) => (left, right) switch
    {
        (ObjectValue, _) when ReferenceEquals(left, ObjectValue.Empty) => IsEmpty(right),
        (_, ObjectValue) when ReferenceEquals(right, ObjectValue.Empty) => IsEmpty(left),
        (StringValue text, BooleanValue or NumberValue) => text.Text == ValueText.OfScalar(right),
        (BooleanValue or NumberValue, StringValue text) => text.Text == ValueText.OfScalar(left),
        _ => Equals(left, right),
    };

    public bool Equals(Value? x, Value? y)
    {
        budget.Enter();
        budget.Spend(ReferenceEquals(x, y) ? 0 : 1);
        bool isEqual = ReferenceEquals(x, y) || (x, y) switch
        {
            (BooleanValue left, BooleanValue right) => left.Boolean == right.Boolean,
            (IntegerValue left, IntegerValue right) => left.Integer == right.Integer,
            (NumberValue left, NumberValue right) => left.Double == right.Double,
            (StringValue left, StringValue right) => left.Text == right.Text,
            (ObjectValue left, ObjectValue right) => MembersEqual(left, right),
            (ArrayValue or RangeValue, ArrayValue or RangeValue) => ItemsEqual(Items(x), Items(y)),
            _ => false,
        };
        budget.Leave();
        return isEqual;
    }

    public int GetHashCode([DisallowNull] Value obj) => Hash(obj, HashDepth);

    public static bool IsEmpty(Value value) => value switch
    {
        StringValue text => text.Text.Length == 0,
        ArrayValue array => array.Items.Count == 0,
        ObjectValue members => members.Count == 0,
        RangeValue range => range.Count == 0,
        _ => false,
    };

    private IReadOnlyList<Value> Items(Value value) => value is RangeValue range ? range.ToItems(budget) : ((ArrayValue)value).Items;

    private bool ItemsEqual(IReadOnlyList<Value> left, IReadOnlyList<Value> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => Equals(pair.First, pair.Second));

    private bool MembersEqual(ObjectValue left, ObjectValue right) =>
        left.Count == right.Count && left.Members.All(member => right.TryGet(member.Key, out Value? other) && Equals(member.Value, other));

    private static int Hash(Value value, int depth) => value switch
    {
        BooleanValue boolean => boolean.Boolean ? 1 : 2,
        NumberValue number => number.Double.GetHashCode(),
        StringValue text => text.Text.GetHashCode(StringComparison.Ordinal),
        ArrayValue array when depth > 0 => Combine(array.Items, depth),
        RangeValue range when depth > 0 => Combine(range.Enumerate(), depth),
        ObjectValue members => members.Count,
        _ => 0,
    };

    private static int Combine(IEnumerable<Value> items, int depth)
    {
        HashCode hash = default;
        foreach (Value item in items.Take(HashWidth))
        {
            hash.Add(Hash(item, depth - 1));
        }

        return hash.ToHashCode();
    }
}
