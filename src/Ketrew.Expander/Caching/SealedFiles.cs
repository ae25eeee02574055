using System.Text;
using Ketrew.Sdk;

namespace Ketrew.Expander.Caching;

/// <summary>
/// Contents by the digest of what they follow from, one file each. A file begins with a digest over its own name and the content, so that
/// a torn, damaged, foreign or misplaced one is as if it weren't there. Any number of processes, on any number of machines, may use a directory at once.
/// </summary>
/// <param name="directory">Absolute path; made when something is kept.</param>
internal sealed class SealedFiles(string directory)
{
    private const int NameStart = 2;

    /// <summary>What was kept under a name; null when nothing was, or it can't be read.</summary>
    /// <param name="name">Hexadecimal.</param>
    public ReadOnlyMemory<byte>? Find(string name) => Read(PathOf(name), name);

    /// <summary>Keeps a content.</summary>
    /// <param name="name">Hexadecimal.</param>
    /// <param name="content">Any.</param>
    /// <returns>Why it can't be kept, which costs time later and nothing else; null when it is.</returns>
    public string? Keep(string name, ReadOnlySpan<byte> content)
    {
        byte[] file = new byte[Digest.SizeInBytes + content.Length];
        Seal(name, content).CopyTo(file);
        content.CopyTo(file.AsSpan(Digest.SizeInBytes));
        try
        {
            StateFolder.Create(Path.GetDirectoryName(PathOf(name))!);
            AtomicFile.Write(PathOf(name), file);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    /// <summary>Every file, whole or not.</summary>
    public IEnumerable<FileInfo> All() => Directory.Exists(directory) ? new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories) : [];

    /// <summary>True for a file that is what it was when it was kept.</summary>
    /// <param name="file">One of <see cref="All"/>.</param>
    public bool IsWhole(FileInfo file)
    {
        string name = file.Directory!.Name + file.Name;
        return file.FullName == PathOf(name) && Read(file.FullName, name) is not null;
    }

    private static ReadOnlyMemory<byte>? Read(string path, string name)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            byte[] file = File.ReadAllBytes(path);
            if (file.Length >= Digest.SizeInBytes && Digest.FromBytes(file.AsSpan(0, Digest.SizeInBytes)) == Seal(name, file.AsSpan(Digest.SizeInBytes)))
            {
                return file.AsMemory(Digest.SizeInBytes);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody else's trouble, or removed just now.
        }

        return null;
    }

    // Directories of some thousand files each stay quick everywhere.
    private string PathOf(string name) => Path.Combine(directory, name[..NameStart], name[NameStart..]);

    private static Digest Seal(string name, ReadOnlySpan<byte> content)
    {
        Span<byte> parts = stackalloc byte[Digest.SizeInBytes * 2];
        Digest.Of(Encoding.UTF8.GetBytes(name)).CopyTo(parts);
        Digest.Of(content).CopyTo(parts[Digest.SizeInBytes..]);
        return Digest.Of(parts);
    }
}
