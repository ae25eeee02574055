namespace Ketrew.Engine.Fingerprints;

/// <summary>What the file system says about a path without opening it. Times are nanoseconds since 1970; 0 where unknown.</summary>
internal readonly record struct FileStatus(
    FileKind Kind, long Size, long ModifiedNanoseconds, long ChangedNanoseconds, long Inode)
{
    /// <summary>True for a regular file.</summary>
    public bool IsFile => Kind is FileKind.File or FileKind.Executable;
}
