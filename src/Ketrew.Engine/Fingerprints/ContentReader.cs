using System.Security.Cryptography;
using System.Text;
using Ketrew.Sdk;
using Microsoft.Win32.SafeHandles;

namespace Ketrew.Engine.Fingerprints;

/// <summary>Reads files to digest them. Thread-safe.</summary>
/// <param name="root">Absolute; other paths are relative to it.</param>
internal sealed class ContentReader(string root)
{
    private const int SmallBytes = 64 * 1024;

    [ThreadStatic]
    private static byte[]? _buffer;

    /// <summary>The SHA-256 of a file's bytes.</summary>
    /// <param name="path">A regular file.</param>
    /// <param name="size">What its status says; only chooses the way of reading.</param>
    public Digest FileDigest(string path, long size)
    {
        byte[] buffer = _buffer ??= new byte[SmallBytes];
        // It may have grown since it was looked at, or the read may have been cut short.
        if (size < SmallBytes && OperatingSystem.IsLinux() && SmallFile.TryRead(root, path, buffer) == size)
        {
            return Digest.Of(buffer.AsSpan(0, (int)size));
        }

        using SafeFileHandle file = File.OpenHandle(
            Path.Combine(root, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (size < SmallBytes)
        {
            int count = RandomAccess.Read(file, buffer, 0);
            if (count == size)
            {
                return Digest.Of(buffer.AsSpan(0, count));
            }
        }

        return Stream(file, buffer);
    }

    /// <summary>The SHA-256 of where a link points to.</summary>
    public Digest LinkDigest(string path) =>
        Digest.Of(Encoding.UTF8.GetBytes(new FileInfo(Path.Combine(root, path)).LinkTarget ?? ""));

    /// <summary>The names in a directory, in ordinal order.</summary>
    public string[] Names(string directory)
    {
        string[] names = [.. Directory.EnumerateFileSystemEntries(Path.Combine(root, directory)).Select(path => Path.GetFileName(path))];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    private static Digest Stream(SafeFileHandle file, byte[] buffer)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long offset = 0;
        for (int count = RandomAccess.Read(file, buffer, offset); count > 0; count = RandomAccess.Read(file, buffer, offset))
        {
            hash.AppendData(buffer.AsSpan(0, count));
            offset += count;
        }

        Span<byte> digest = stackalloc byte[Digest.SizeInBytes];
        _ = hash.GetHashAndReset(digest);
        return Digest.FromBytes(digest);
    }
}
