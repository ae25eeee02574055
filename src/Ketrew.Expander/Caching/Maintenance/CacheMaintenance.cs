namespace Ketrew.Expander.Caching.Maintenance;

/// <summary>Looks after a cache directory. Others may use it at the same time: what is removed under them is a miss, never a wrong answer.</summary>
/// <param name="directory">Absolute path; need not exist.</param>
public sealed class CacheMaintenance(string directory)
{
    private readonly CacheFolders _folders = new(directory);

    /// <summary>What it holds, one line of numbers for each kind.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public IReadOnlyList<CacheContent> Contents()
    {
        IReadOnlyList<Segment> segments = Segments();
        return
        [
            new CacheContent("expansions", segments.SelectMany(RecordsOf).OfType<ExpansionRecord>().Count(), segments.Sum(segment => (long)segment.Length)),
            .. _folders.Sealed.Select(folder => new CacheContent(folder.Holds, folder.Files.All().Count(), folder.Files.All().Sum(file => file.Length))),
        ];
    }

    /// <summary>The files that are not what they were when they were written, in ordinal order. They do no harm: nothing of them is used.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public IReadOnlyList<string> FindDamaged() =>
    [
        .. Segments().Where(segment => !IsWhole(segment)).Select(segment => segment.File)
            .Concat(_folders.Sealed.SelectMany(folder => folder.Files.All().Where(file => !folder.Files.IsWhole(file)).Select(file => file.FullName)))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Removes what is damaged, all but the newest results of each stanza, and files that were written long ago.</summary>
    /// <param name="keptResults">How many results of one stanza with one set of fields are kept.</param>
    /// <param name="writtenBefore">Parsed files, compiled sources, descriptions and tool answers that are older go.</param>
    /// <returns>How many bytes it takes less.</returns>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be written.</exception>
    public long Prune(int keptResults, DateTimeOffset writtenBefore)
    {
        long before = Size();
        PruneObservations(keptResults);
        foreach ((_, SealedFiles files) in _folders.Sealed)
        {
            foreach (FileInfo file in files.All().Where(file => file.LastWriteTimeUtc < writtenBefore.UtcDateTime || !files.IsWhole(file)).ToArray())
            {
                file.Delete();
            }
        }

        return before - Size();
    }

    // One new file with what stays, then the old ones go: in between, everything is there twice.
    private void PruneObservations(int keptResults)
    {
        Segment[] segments = [.. Segments()];
        ReadOnlyMemory<byte>[] kept =
        [
            .. segments.SelectMany(RecordsOf).OfType<ExpansionRecord>()
                .GroupBy(record => record.Key)
                .SelectMany(records => records.TakeLast(keptResults))
                .Select(record => (ReadOnlyMemory<byte>)RecordCodec.Encode(record))
                .DistinctBy(payload => Sdk.Digest.Of(payload.Span)),
        ];
        string? written = kept.Length > 0 ? new SegmentStore(_folders.Observations).Append(kept) : null;
        foreach (Segment segment in segments.Where(segment => segment.File != written))
        {
            File.Delete(segment.File);
        }
    }

    private long Size() => Segments().Sum(segment => (long)segment.Length) + _folders.Sealed.SelectMany(folder => folder.Files.All()).Sum(file => file.Length);

    private IReadOnlyList<Segment> Segments() => new SegmentStore(_folders.Observations).Load();

    private static IEnumerable<ExpansionRecord?> RecordsOf(Segment segment) => segment.Index().Select(entry => entry.Location.Read());

    private static bool IsWhole(Segment segment) => segment.IsIndexed && RecordsOf(segment).All(record => record is not null);
}
