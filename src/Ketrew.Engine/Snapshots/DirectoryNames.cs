using System.IO.Enumeration;
using System.Text;
using Ketrew.Engine.Fingerprints;
using Ketrew.Sdk;

namespace Ketrew.Engine.Snapshots;

/// <summary>The names in a directory with what they stand for, in one digest.</summary>
internal static class DirectoryNames
{
    private static readonly EnumerationOptions _everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>The digest; null when the directory can't be listed.</summary>
    /// <param name="directory">Absolute.</param>
    /// <param name="links">Takes the names that are links: what these stand for, the directory's own status doesn't tell.</param>
    public static Digest? TryDigest(string directory, List<string>? links)
    {
        try
        {
            FileStatusReader statuses = new(directory);
            (string Name, bool IsLink)[] names =
            [
                .. new FileSystemEnumerable<(string Name, bool IsLink)>(
                    directory, static (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.Attributes.HasFlag(FileAttributes.ReparsePoint)), _everything),
            ];
            Array.Sort(names, static (one, other) => string.CompareOrdinal(one.Name, other.Name));
            links?.AddRange(names.Where(name => name.IsLink).Select(name => name.Name));
            return SmallDigest.Of(Encoding.UTF8.GetBytes(string.Concat(names.Select(name => $"{(byte)KindOf(statuses, name.Name)}{name.Name}\0"))));
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            return null;
        }
    }

    /// <summary>What a name stands for.</summary>
    /// <exception cref="IOException">Nobody knows.</exception>
    public static NameKind KindOf(FileStatusReader statuses, string path) => Of(statuses.Read(path), () => statuses.ReadThroughLinks(path));

    /// <summary>What a name stands for.</summary>
    /// <param name="own">Its status.</param>
    /// <param name="target">The status of what it leads to; asked for links only.</param>
    public static NameKind Of(in FileStatus own, Func<FileStatus> target) => own.Kind switch
    {
        FileKind.Missing => NameKind.Missing,
        FileKind.Directory => NameKind.Directory,
        FileKind.Link => target().Kind switch
        {
            FileKind.Directory => NameKind.LinkToDirectory,
            FileKind.File or FileKind.Executable => NameKind.LinkToFile,
            _ => NameKind.LinkToOther,
        },
        _ => NameKind.File,
    };
}
