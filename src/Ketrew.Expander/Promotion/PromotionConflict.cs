namespace Ketrew.Expander.Promotion;

/// <summary>An edit by hand that writing a promoted file would lose.</summary>
public abstract record PromotionConflict
{
    private PromotionConflict()
    {
    }

    /// <summary>A merge left its markers: nobody knows which side is meant.</summary>
    /// <param name="Line">The first marker's line, counted from 1.</param>
    public sealed record Merge(int Line) : PromotionConflict;

    /// <summary>A stanza was edited.</summary>
    /// <param name="Name">Which: <c>target count-a</c>.</param>
    /// <param name="Line">Where it is found.</param>
    /// <param name="Found">Its text as it was edited.</param>
    /// <param name="Now">Its text as it would be written; null when nothing stands for it any more, and when the file would be deleted.</param>
    /// <param name="IsOutOfDate">True when it was not only edited: what would be written is something else than what was, or nothing.</param>
    public sealed record Stanza(string Name, int Line, string Found, string? Now, bool IsOutOfDate) : PromotionConflict;

    /// <summary>Something else than a stanza was edited, or a stanza was added or removed by hand.</summary>
    /// <param name="Found">The lines that are of no stanza, as they are found.</param>
    /// <param name="Now">As they would be written; null when the file would not be.</param>
    public sealed record Outside(string Found, string? Now) : PromotionConflict;
}
