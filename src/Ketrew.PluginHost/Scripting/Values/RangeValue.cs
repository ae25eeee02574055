using Ketrew.PluginHost.Scripting.Running;

namespace Ketrew.PluginHost.Scripting.Values;

/// <summary>Consecutive integers, upwards or downwards; never held as a list unless somebody needs one.</summary>
/// <param name="first">The first of them.</param>
/// <param name="count">How many; may be more than a long can hold.</param>
/// <param name="step">1 or -1.</param>
internal sealed class RangeValue(long first, UInt128 count, int step) : Value
{
    public long First { get; } = first;

    public UInt128 Count { get; } = count;

    public int Step { get; } = step;

    public override string Description => "a range";

    public override string Type => "iterator";

    public override string Kind => "range";

    /// <summary>From one integer to another, in either direction.</summary>
    public static RangeValue Between(long first, long last, bool includesLast)
    {
        Int128 distance = Int128.Abs((Int128)last - first) + (includesLast ? 1 : 0);
        return new RangeValue(first, (UInt128)distance, first <= last ? 1 : -1);
    }

    /// <summary>Some of them.</summary>
    /// <param name="offset">How many are left out at first; not negative.</param>
    /// <param name="limit">How many are left at most; not negative.</param>
    public RangeValue Slice(long offset, long limit)
    {
        UInt128 skipped = UInt128.Min((UInt128)offset, Count);
        return new RangeValue((long)(First + ((Int128)skipped * Step)), UInt128.Min((UInt128)limit, Count - skipped), Step);
    }

    /// <summary>The integers in order.</summary>
    public IEnumerable<Value> Enumerate()
    {
        for (UInt128 i = 0; i < Count; i++)
        {
            yield return From(First + ((long)i * Step));
        }
    }

    /// <summary>The same, if an array may have so many.</summary>
    /// <exception cref="ScriptException">There are too many.</exception>
    public RangeValue Bounded(ScriptBudget budget)
    {
        budget.SpendItems((long)UInt128.Min(Count, long.MaxValue));
        return this;
    }

    /// <summary>As a list.</summary>
    /// <exception cref="ScriptException">There are too many.</exception>
    public IReadOnlyList<Value> ToItems(ScriptBudget budget) => [.. Bounded(budget).Enumerate()];
}
