using System.Security.Cryptography;

namespace Ketrew.Expander.Plugins.Sources;

/// <summary>Keeps compiled single-file plugins by the digest of what they were made of. Safe for several processes.</summary>
/// <param name="directory">Absolute; made when something is kept.</param>
internal sealed class SourceStore(string directory)
{
    private const int Kept = 200;

    /// <summary>What was kept; null when there is nothing, or what is there is damaged.</summary>
    public CompiledSource? Find(string digest)
    {
        try
        {
            string[] sums = File.ReadAllLines(PathOf(digest, "sum"));
            CompiledSource source = new(File.ReadAllBytes(PathOf(digest, "dll")), File.ReadAllBytes(PathOf(digest, "pdb")), File.ReadAllBytes(PathOf(digest, "xml")));
            return sums.SequenceEqual(SumsOf(source)) ? source : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a result; the oldest ones go.</summary>
    /// <exception cref="IOException">The directory can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory can't be written.</exception>
    public void Keep(string digest, CompiledSource source)
    {
        Directory.CreateDirectory(directory);
        AtomicFile.Write(PathOf(digest, "dll"), source.Assembly.Span);
        AtomicFile.Write(PathOf(digest, "pdb"), source.Symbols.Span);
        AtomicFile.Write(PathOf(digest, "xml"), source.Documentation.Span);
        // Last: whoever sees it sees the others.
        AtomicFile.Write(PathOf(digest, "sum"), System.Text.Encoding.UTF8.GetBytes(string.Join('\n', SumsOf(source))));
        Forget();
    }

    private static string[] SumsOf(CompiledSource source) =>
        [.. new[] { source.Assembly, source.Symbols, source.Documentation }.Select(bytes => Convert.ToHexStringLower(SHA256.HashData(bytes.Span)))];

    private string PathOf(string digest, string extension) => Path.Combine(directory, $"{digest}.{extension}");

    private void Forget()
    {
        IEnumerable<FileInfo> old = new DirectoryInfo(directory).EnumerateFiles("*.sum").OrderByDescending(file => file.LastWriteTimeUtc).Skip(Kept);
        foreach (string digest in old.Select(file => Path.GetFileNameWithoutExtension(file.Name)))
        {
            File.Delete(PathOf(digest, "sum"));
            File.Delete(PathOf(digest, "dll"));
            File.Delete(PathOf(digest, "pdb"));
            File.Delete(PathOf(digest, "xml"));
        }
    }
}
