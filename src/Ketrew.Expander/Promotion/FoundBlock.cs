namespace Ketrew.Expander.Promotion;

/// <summary>One stanza of a promoted file as it is found on disk.</summary>
/// <param name="Comment">Which stanza it is and where it comes from, as it was written.</param>
/// <param name="Digest">The digest of its text as it was written: the base of an edit.</param>
/// <param name="Text">Its text now.</param>
/// <param name="Line">The line of its comment; 1 for the first line of the file.</param>
internal sealed record FoundBlock(string Comment, string Digest, string Text, int Line)
{
    /// <summary>True when its text isn't what was written.</summary>
    public bool IsEdited => PromotedBlock.DigestOf(Text) != Digest;

    /// <summary>Which stanza it is: the same for what was written and what would be.</summary>
    public string Name => NameOf(Comment);

    /// <summary>The part of a comment that stays when the plugin's lines move.</summary>
    public static string NameOf(string comment) => comment.Split(", from ")[0];
}
