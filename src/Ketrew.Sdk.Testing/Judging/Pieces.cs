namespace Ketrew.Sdk.Testing.Judging;

/// <summary>Takes parts of a list away, one after the other.</summary>
internal static class Pieces
{
    /// <summary>The list without its first piece, without its second, …; each piece is one item unless there are too many.</summary>
    /// <param name="items">At least two, or there is nothing to be left.</param>
    /// <param name="limit">Pieces.</param>
    public static IEnumerable<ValueList<T>> Without<T>(ValueList<T> items, int limit)
    {
        if (items.Count < 2)
        {
            yield break;
        }

        int size = (items.Count + limit - 1) / limit;
        for (int start = 0; start < items.Count; start += size)
        {
            yield return [.. items.Take(start), .. items.Skip(start + size)];
        }
    }
}
