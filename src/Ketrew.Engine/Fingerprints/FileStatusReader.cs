using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Ketrew.Engine.Fingerprints;

/// <summary>Asks the file system for the status of paths. Thread-safe.</summary>
/// <param name="root">Absolute; other paths are relative to it.</param>
internal sealed class FileStatusReader(string root)
{
    private const int StackBytes = 512;

    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(root.TrimEnd('/') + "/");

    /// <summary>The status of a path; a link is not followed.</summary>
    public FileStatus Read(string path) => OperatingSystem.IsLinux() ? ReadLinux(path, FileCalls.DontFollow) : ReadManaged(path, follow: false);

    /// <summary>The status of what a path leads to; a dangling link is missing.</summary>
    public FileStatus ReadThroughLinks(string path) => OperatingSystem.IsLinux() ? ReadLinux(path, 0) : ReadManaged(path, follow: true);

    // The managed calls cost two to four times as much, and know neither inode nor change time.
    private unsafe FileStatus ReadLinux(string path, int flags)
    {
        int most = _prefix.Length + Encoding.UTF8.GetMaxByteCount(path.Length) + 1;
        byte[]? rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
        _prefix.CopyTo(buffer);
        int length = _prefix.Length + Encoding.UTF8.GetBytes(path, buffer[_prefix.Length..]);
        buffer[length] = 0;
        FileStatus status;
        int error;
        fixed (byte* text = buffer)
        {
            error = Read(FileCalls.CurrentDirectory, text, flags, out status);
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return error == 0 ? status : throw new IOException($"The status of {path} can't be read: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    /// <summary>The status of a path that is written as the system takes it. Only on Linux.</summary>
    /// <param name="directory">A handle of the directory that it is relative to.</param>
    /// <param name="path">UTF-8, ended by a zero.</param>
    /// <param name="follow">True to speak of what a link leads to.</param>
    /// <param name="status">What the system says.</param>
    /// <returns>0, or the number of the error that says that nothing is known.</returns>
    public static unsafe int Read(int directory, byte* path, bool follow, out FileStatus status) => Read(directory, path, follow ? 0 : FileCalls.DontFollow, out status);

    /// <summary>The status of a file that is open. Only on Linux.</summary>
    /// <param name="file">Its handle.</param>
    /// <param name="status">What the system says.</param>
    /// <returns>0, or the number of the error that says that nothing is known.</returns>
    public static unsafe int ReadOpen(int file, out FileStatus status)
    {
        byte end = 0;
        return Read(file, &end, FileCalls.EmptyPath, out status);
    }

    private static unsafe int Read(int directory, byte* path, int flags, out FileStatus status)
    {
        LinuxStatus read;
        int error = FileCalls.Look(directory, path, flags, LinuxStatus.BasicFields, &read);
        status = error == 0 ? Translate(read) : default;
        return FileCalls.IsMissing(error) ? 0 : error;
    }

    private static FileStatus Translate(in LinuxStatus status)
    {
        FileKind kind = (status.Mode & LinuxStatus.TypeMask) switch
        {
            LinuxStatus.File => (status.Mode & 0x40) != 0 ? FileKind.Executable : FileKind.File,
            LinuxStatus.Directory => FileKind.Directory,
            LinuxStatus.Link => FileKind.Link,
            _ => FileKind.Other,
        };
        return new FileStatus(kind, status.Size, status.Modified.Nanoseconds, status.Changed.Nanoseconds, status.Inode);
    }

    private FileStatus ReadManaged(string path, bool follow)
    {
        FileSystemInfo info = new FileInfo(Path.Combine(root, path));
        if (follow && info.LinkTarget is not null)
        {
            info = info.ResolveLinkTarget(returnFinalTarget: true) ?? info;
        }

        if (!info.Exists && !Directory.Exists(info.FullName))
        {
            return default;
        }

        bool isDirectory = info.Attributes.HasFlag(FileAttributes.Directory);
        FileKind kind =
            info.LinkTarget is not null ? FileKind.Link
            : isDirectory ? FileKind.Directory
            : !OperatingSystem.IsWindows() && info.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? FileKind.Executable
            : FileKind.File;
        long modified = (info.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100;
        return new FileStatus(kind, kind is FileKind.Directory ? 0 : ((FileInfo)info).Length, modified, 0, 0);
    }
}
