using System.Security.Cryptography;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Reading;

/// <summary>Parsed files on disk, found by the digest of their text. A damaged or foreign entry is a miss. Safe for several processes at once.</summary>
/// <param name="directory">Absolute; made when something is stored.</param>
internal sealed class ParsedFileCache(string directory)
{
    // Increase it whenever the reader gives another tree for some text, or NodeWriter writes it otherwise.
    private const string FormatVersion = "1";

    /// <summary>The tree of a text; null when it isn't known.</summary>
    /// <param name="digest">SHA-256 of the text's bytes.</param>
    /// <param name="file">What spans shall call the file.</param>
    public Node? TryLoad(ReadOnlySpan<byte> digest, string file)
    {
        try
        {
            byte[] entry = File.ReadAllBytes(PathOf(digest));
            int bodyLength = entry.Length - SHA256.HashSizeInBytes;
            bool isWhole = bodyLength > 0 && SHA256.HashData(entry.AsSpan(0, bodyLength)).AsSpan().SequenceEqual(entry.AsSpan(bodyLength));
            return isWhole ? new NodeDeserializer(entry.AsSpan(0, bodyLength), file).Read() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a tree. Where that is impossible (disk full, read-only), the next run parses again.</summary>
    /// <param name="digest">SHA-256 of the text's bytes.</param>
    /// <param name="root">A tree with spans, as read without a diagnostic.</param>
    public void Store(ReadOnlySpan<byte> digest, Node root)
    {
        byte[] body = NodeSerializer.Serialize(root);
        try
        {
            Directory.CreateDirectory(directory);
            AtomicFile.Write(PathOf(digest), [.. body, .. SHA256.HashData(body)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nothing is lost but the time to parse again.
        }
    }

    private string PathOf(ReadOnlySpan<byte> digest) => Path.Combine(directory, $"{Convert.ToHexStringLower(digest)}.{FormatVersion}");
}
