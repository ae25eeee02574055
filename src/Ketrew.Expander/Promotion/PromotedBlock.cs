namespace Ketrew.Expander.Promotion;

/// <summary>One stanza of a promoted file.</summary>
/// <param name="Name">Which stanza it is: <c>target count-a</c>.</param>
/// <param name="Origin">Where it comes from: <c>from word-count at WordCountStanza.cs:18</c>; empty for a written stanza.</param>
/// <param name="Text">Its YAML, each line ended by <c>\n</c>.</param>
internal sealed record PromotedBlock(string Name, string Origin, string Text)
{
    // Enough to notice an edit; nobody forges these.
    private const int DigestLength = 16;

    /// <summary>The name and the origin in one line.</summary>
    public string Comment => Origin.Length == 0 ? Name : $"{Name}, {Origin}";

    /// <summary>The digest that stands in the file, so that an edit by hand is noticed.</summary>
    public string Digest => DigestOf(Text);

    /// <summary>The short digest of a text.</summary>
    public static string DigestOf(string text) => Ketrew.Sdk.Digest.Of(text).ToString()[..DigestLength];
}
