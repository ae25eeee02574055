namespace Ketrew.Expander.Promotion;

/// <summary>One stanza of a promoted file.</summary>
/// <param name="Comment">Which stanza it is, and where it comes from: one line.</param>
/// <param name="Text">Its YAML, each line ended by <c>\n</c>.</param>
internal sealed record PromotedBlock(string Comment, string Text)
{
    // Enough to notice an edit; nobody forges these.
    private const int DigestLength = 16;

    /// <summary>The digest that stands in the file, so that an edit by hand is noticed.</summary>
    public string Digest => DigestOf(Text);

    /// <summary>The short digest of a text.</summary>
    public static string DigestOf(string text) => Caching.Digest.Of(text).ToString()[..DigestLength];
}
