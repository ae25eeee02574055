using Ketrew.Sdk;

namespace Ketrew.Expander.Caching;

/// <summary>The segments in a directory.</summary>
/// <param name="directory">Absolute path; need not exist.</param>
internal sealed class SegmentStore(string directory)
{
    /// <summary>With more files than this, saving merges them into one.</summary>
    private const int MergeAbove = 24;

    private const string Extension = ".observations";

    private readonly List<Segment> _loaded = [];

    /// <summary>Reads every segment, oldest first; those that vanish or can't be read are skipped.</summary>
    public IReadOnlyList<Segment> Load()
    {
        _loaded.Clear();
        if (Directory.Exists(directory))
        {
            IEnumerable<FileInfo> files = new DirectoryInfo(directory).GetFiles($"*{Extension}").OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal);
            _loaded.AddRange(files.Select(file => TryRead(file.FullName)).OfType<Segment>());
        }

        return _loaded;
    }

    /// <summary>Writes a new segment. When there are many, it holds what they held too, and they go.</summary>
    /// <returns>The new file's absolute path.</returns>
    /// <exception cref="IOException">The directory can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory can't be written.</exception>
    public string Append(IReadOnlyList<ReadOnlyMemory<byte>> payloads)
    {
        StateFolder.Create(directory);
        bool merge = _loaded.Count >= MergeAbove;
        byte[] content = Segment.Compose(merge ? Kept().Concat(payloads) : payloads);
        string name = Path.Combine(directory, $"{Digest.Of(content)}{Extension}");
        AtomicFile.Write(name, content);
        if (merge)
        {
            DeleteLoaded(name);
        }

        return name;
    }

    // Damaged records end here; equal ones (two processes expanding at once) are kept once.
    private IEnumerable<ReadOnlyMemory<byte>> Kept() => _loaded
        .SelectMany(segment => segment.Index())
        .Select(entry => entry.Location.Read())
        .OfType<ExpansionRecord>()
        .Select(RecordCodec.Encode)
        .DistinctBy(bytes => Digest.Of(bytes))
        .Select(bytes => (ReadOnlyMemory<byte>)bytes);

    private void DeleteLoaded(string except)
    {
        foreach (Segment segment in _loaded.Where(segment => segment.File != except))
        {
            File.Delete(segment.File);
        }
    }

    private static Segment? TryRead(string file)
    {
        try
        {
            return new Segment(file, File.ReadAllBytes(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
