using System.Collections.Concurrent;
using System.Security.Cryptography;
using Ketrew.Sdk;

namespace Ketrew.Backends.Staging;

/// <summary>Digests of files here, remembered as long as size and time of change stay. Thread-safe.</summary>
/// <param name="clock">Tells how long ago a file was changed.</param>
internal sealed class LocalDigests(TimeProvider clock)
{
    // A file that was changed just now may change again within the same tick of its file system.
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (long Size, DateTime Changed, Digest Digest)> _known = new(StringComparer.Ordinal);

    /// <summary>The digest of a file.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <exception cref="IOException">It can't be read.</exception>
    public async Task<Digest> OfAsync(string path, CancellationToken cancellationToken)
    {
        FileInfo file = new(path);
        (long size, DateTime changed) = (file.Length, file.LastWriteTimeUtc);
        if (_known.TryGetValue(path, out (long Size, DateTime Changed, Digest Digest) known) && known.Size == size && known.Changed == changed)
        {
            return known.Digest;
        }

        bool isSettled = clock.GetUtcNow() - changed > _settled;
        await using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.Asynchronous);
        Digest digest = Digest.FromBytes(await SHA256.HashDataAsync(stream, cancellationToken));
        if (isSettled)
        {
            _known[path] = (size, changed, digest);
        }

        return digest;
    }
}
