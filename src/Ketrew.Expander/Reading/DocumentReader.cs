using Ketrew.Sdk;

namespace Ketrew.Expander.Reading;

/// <summary>Reads files, large ones from the cache when they haven't changed.</summary>
/// <param name="cache">Where parsed files are kept; null for nowhere.</param>
/// <param name="cancellationToken">Ends reading in the middle of a file.</param>
internal sealed class DocumentReader(ParsedFileCache? cache, CancellationToken cancellationToken)
{
    // A tree is kept by another thread, while this one goes on with it.
    private readonly List<Task> _keeping = [];

    /// <summary>From this size on a file is looked up in the cache: below, parsing is quicker than opening another file.</summary>
    public const int CachedFromBytes = 16 * 1024;

    /// <summary>Reads a file's content.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="file">What spans call it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ReadResult Read(byte[] content, string file)
    {
        if (cache is null || content.Length < CachedFromBytes)
        {
            return YamlReader.Read(content, file, cancellationToken);
        }

        Digest digest = Digest.Of(content);
        if (cache.TryLoad(digest, file) is { } known)
        {
            return new ReadResult(known, []);
        }

        ReadResult result = YamlReader.Read(content, file, cancellationToken);
        if (result is { Root: { } root, Diagnostics.IsEmpty: true })
        {
            _keeping.Add(Task.Run(() => cache.Store(digest, root), CancellationToken.None));
        }

        return result;
    }

    /// <summary>Waits until all that was read is kept.</summary>
    public void AwaitKept() => Task.WaitAll([.. _keeping], CancellationToken.None);
}
