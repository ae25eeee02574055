using Ketrew.Expander.Caching;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Reading;

/// <summary>Parsed files, found by the digest of their text.</summary>
/// <param name="files">Where they are kept.</param>
internal sealed class ParsedFileCache(SealedFiles files)
{
    // Increase it whenever the reader gives another tree for some text, or NodeSerializer writes it otherwise.
    private const string FormatVersion = "1";

    /// <summary>The tree of a text; null when it isn't known.</summary>
    /// <param name="text">Of the text's bytes.</param>
    /// <param name="file">What spans shall call the file.</param>
    public Node? TryLoad(Digest text, string file) =>
        files.Find(NameOf(text)) is { } kept ? new NodeDeserializer(kept.Span, file).Read() : null;

    /// <summary>Keeps a tree. Where that is impossible (disk full, read-only), the next run parses again.</summary>
    /// <param name="text">Of the text's bytes.</param>
    /// <param name="root">A tree with spans, as read without a diagnostic.</param>
    public void Store(Digest text, Node root) => files.Keep(NameOf(text), NodeSerializer.Serialize(root));

    private static string NameOf(Digest text) => Digest.Of("parsed", FormatVersion, text.ToString()).ToString();
}
