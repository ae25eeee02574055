namespace Ketrew;

/// <summary>
/// <c>Select</c> for all of Ketrew's code, in place of the framework's: an extension in an enclosing namespace wins over one that is imported.
/// The framework's iterators have a generic virtual <c>Select</c>, so that ahead of time every type that is projected is compiled with every result of any projection. These were three
/// quarters of the executable, and a start-up unpacks a table entry for each.
/// </summary>
[Microsoft.CodeAnalysis.Embedded]
internal static class Projections
{
    /// <summary>What becomes of each element, in order, when it is asked for.</summary>
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)
    {
        foreach (TSource element in source)
        {
            yield return selector(element);
        }
    }

    /// <summary>What becomes of each element and its index from 0, in order, when it is asked for.</summary>
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, int, TResult> selector)
    {
        int index = 0;
        foreach (TSource element in source)
        {
            yield return selector(element, index++);
        }
    }
}
