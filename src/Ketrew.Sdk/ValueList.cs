using System.Collections;
using System.Runtime.CompilerServices;

namespace Ketrew.Sdk;

/// <summary>An immutable list that is equal to another one when their items are: what records of the model hold.</summary>
/// <typeparam name="T">Items; compared with their default equality.</typeparam>
/// <remarks>The default value is the empty list. Thread-safe.</remarks>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public readonly struct ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[]? _items;

    internal ValueList(T[] items) => _items = items;

    /// <summary>The number of items; 0 for the default value.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>True when there is no item.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The item at a position.</summary>
    /// <param name="index">Zero-based.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public T this[int index] =>
        (uint)index < (uint)Count ? _items![index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The items without copying.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>This list with one more item at its end.</summary>
    /// <param name="item">The new last item.</param>
    public ValueList<T> Add(T item) => new([.. AsSpan(), item]);

    /// <inheritdoc/>
    public bool Equals(ValueList<T> other)
    {
        ReadOnlySpan<T> mine = AsSpan();
        ReadOnlySpan<T> theirs = other.AsSpan();
        if (mine.Length != theirs.Length)
        {
            return false;
        }

        EqualityComparer<T> comparer = EqualityComparer<T>.Default;
        for (int i = 0; i < mine.Length; i++)
        {
            if (!comparer.Equals(mine[i], theirs[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in AsSpan())
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>The items separated by commas, for people who debug.</summary>
    public override string ToString() => $"[{string.Join(", ", this)}]";

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>True when both lists hold equal items in one order.</summary>
    /// <param name="left">One list.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    /// <summary>True when the lists differ in an item or in length.</summary>
    /// <param name="left">One list.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);
}

/// <summary>Makes <see cref="ValueList{T}"/>s; what collection expressions call.</summary>
public static class ValueList
{
    /// <summary>A list holding a copy of the items.</summary>
    /// <typeparam name="T">Items.</typeparam>
    /// <param name="items">Copied; may be empty.</param>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>A list of everything a sequence yields.</summary>
    /// <typeparam name="T">Items.</typeparam>
    /// <param name="items">Enumerated once.</param>
    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items) => new([.. items]);
}
