using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Staging;

/// <summary>Fetches files from a host, in one stream, into a directory of its own; nothing else is touched.</summary>
/// <param name="host">The host.</param>
/// <param name="root">Absolute path, on the host, that names are relative to.</param>
internal sealed class Download(IFileHost host, string root)
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Fetches regular files.</summary>
    /// <param name="wanted">What they hold, by path relative to the root.</param>
    /// <param name="directory">Absolute path of an empty directory here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Absolute paths here; null when one of them arrived as something else: it was changed meanwhile, or on its way.</returns>
    /// <exception cref="BackendException">The connection was cut, or a file can't be read there.</exception>
    /// <exception cref="IOException">A file can't be written here.</exception>
    public async Task<Dictionary<string, string>?> TryFetchAsync(
        IReadOnlyDictionary<string, FileEntry.File> wanted, string directory, CancellationToken cancellationToken)
    {
        Dictionary<string, string> arrived = new(StringComparer.Ordinal);
        bool isRight = true;
        CommandOutcome outcome = await host.TransferAsync(
            // With names from standard input, no list is too long; each begins with `./`, so none is taken for an option.
            $"LC_ALL=C; export LC_ALL; cd {Shell.Quote(root)} && exec tar -cf - -T -",
            async (stream, token) => await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(wanted.Keys.Select(path => path + '\n'))), token),
            async (stream, token) => isRight = await ReadAsync(stream, wanted, directory, arrived, token),
            cancellationToken);
        return isRight && outcome.Code == 0 && arrived.Count == wanted.Count ? arrived
            : outcome.Code is 0 or 1 ? null
            : throw new BackendException($"files can't be fetched from {host.Name}: {outcome.Errors.TrimEnd('\n').Split('\n')[^1]}")
            {
                Command = "tar -cf - -T -",
                ExitCode = outcome.Code,
                StandardError = outcome.Errors,
            };
    }

    private static async Task<bool> ReadAsync(
        Stream stream, IReadOnlyDictionary<string, FileEntry.File> wanted, string directory, Dictionary<string, string> arrived, CancellationToken cancellationToken)
    {
        bool isRight = true;
        await using TarReader tar = new(stream, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            string name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name : $"./{entry.Name}";
            // What was not asked for is not written, whatever a host likes to send.
            if (wanted.GetValueOrDefault(name) is { } file && !arrived.ContainsKey(name))
            {
                string path = Path.Combine(directory, $"{arrived.Count}");
                arrived[name] = path;
                isRight &= await WriteAsync(entry, path, file, arrived, cancellationToken);
            }
        }

        return isRight;
    }

    private static async Task<bool> WriteAsync(
        TarEntry entry, string path, FileEntry.File file, Dictionary<string, string> arrived, CancellationToken cancellationToken)
    {
        // Of two names of one file the second is sent as a link to the first.
        string first = $"./{entry.LinkName.TrimStart('.').TrimStart('/')}";
        await using Stream? source = entry.EntryType is TarEntryType.HardLink && arrived.GetValueOrDefault(first) is { } other ? File.OpenRead(other) : null;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (FileStream target = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, FileOptions.Asynchronous))
        {
            await CopyAsync(source ?? entry.DataStream ?? Stream.Null, target, hash, cancellationToken);
        }

        File.SetLastWriteTimeUtc(path, entry.ModificationTime.UtcDateTime);
        return Digest.FromBytes(hash.GetHashAndReset()) == file.Digest;
    }

    private static async Task CopyAsync(Stream source, FileStream target, IncrementalHash hash, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferBytes];
        for (int count; (count = await source.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            hash.AppendData(buffer, 0, count);
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }
}
