using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Ketrew.Expander.Observations;

/// <summary>The system's own calls for looking at files: the managed ones make three times as many of them. Only on Linux.</summary>
internal static unsafe partial class LinuxFile
{
    private const int CurrentDirectory = -100;
    private const int DontFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint TypeAndSize = 0x201;

    // Not inherited; what is no file isn't waited for.
    private const int OpenFlags = 0x80000 | 0x800;
    private const int Interrupted = 4;
    private const int StackBytes = 512;
    private const int TypeMask = 0xF000;

    /// <summary>Nothing is there: ENOENT, or ENOTDIR.</summary>
    public static bool IsMissing(int error) => error is 2 or 20;

    /// <summary>What is at a path.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="follow">True to speak of what a link leads to.</param>
    /// <param name="kind">What is there.</param>
    /// <returns>0, or the number of the error that says that nothing is known.</returns>
    public static int Look(string path, bool follow, out LinuxFileKind kind)
    {
        byte[]? rented = null;
        fixed (byte* name = Encode(path, stackalloc byte[StackBytes], ref rented))
        {
            int error = Look(CurrentDirectory, name, follow ? 0 : DontFollow, out LinuxStatus status);
            Return(rented);
            kind = KindOf(status);
            return error;
        }
    }

    /// <summary>Reads a file, links followed.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="limitBytes">What is larger isn't read.</param>
    /// <param name="content">All of it; null for what is no file, or too large.</param>
    /// <returns>0, or the number of the error.</returns>
    public static int Read(string path, long limitBytes, out byte[]? content)
    {
        byte[]? rented = null;
        content = null;
        fixed (byte* name = Encode(path, stackalloc byte[StackBytes], ref rented))
        {
            int file = Open(name, OpenFlags, 0);
            int error = file < 0 ? Marshal.GetLastPInvokeError() : 0;
            Return(rented);
            if (error != 0)
            {
                return error;
            }

            try
            {
                return ReadOpen(file, limitBytes, out content);
            }
            finally
            {
                _ = Close(file);
            }
        }
    }

    private static int ReadOpen(int file, long limitBytes, out byte[]? content)
    {
        content = null;
        byte end = 0;
        int error = Look(file, &end, EmptyPath, out LinuxStatus status);
        if (error != 0 || KindOf(status) is not LinuxFileKind.File || status.Size > limitBytes)
        {
            return error;
        }

        byte[] bytes = new byte[status.Size];
        int length = 0;
        nint count = 1;
        while (length < bytes.Length && count > 0)
        {
            fixed (byte* rest = &bytes[length])
            {
                count = ReadSome(file, rest, bytes.Length - length);
            }

            error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            count = error == Interrupted ? 1 : count;
            length += error == 0 ? (int)count : 0;
        }

        // Cut off while it was read: what there was is what it holds.
        content = error != 0 ? null : length == bytes.Length ? bytes : bytes[..length];
        return error;
    }

    private static LinuxFileKind KindOf(in LinuxStatus status) => (status.Mode & TypeMask) switch
    {
        0x8000 => LinuxFileKind.File,
        0x4000 => LinuxFileKind.Directory,
        0xA000 => LinuxFileKind.Link,
        _ => LinuxFileKind.Other,
    };

    private static int Look(int directory, byte* path, int flags, out LinuxStatus status)
    {
        LinuxStatus read = default;
        int error = Statx(directory, path, flags, TypeAndSize, &read) == 0 ? 0 : Marshal.GetLastPInvokeError();
        status = read;
        return error;
    }

    private static ReadOnlySpan<byte> Encode(string path, Span<byte> buffer, ref byte[]? rented)
    {
        int most = Encoding.UTF8.GetMaxByteCount(path.Length) + 1;
        buffer = most > buffer.Length ? rented = ArrayPool<byte>.Shared.Rent(most) : buffer;
        buffer[Encoding.UTF8.GetBytes(path, buffer)] = 0;
        return buffer;
    }

    private static void Return(byte[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, byte* path, int flags, uint mask, LinuxStatus* status);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(byte* path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ReadSome(int file, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);

    // The layout of statx is the same on every architecture, unlike that of stat; man 2 statx.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct LinuxStatus
    {
        [FieldOffset(28)]
        public readonly ushort Mode;

        [FieldOffset(40)]
        public readonly long Size;
    }
}

/// <summary>What is at a path, in the system's words.</summary>
internal enum LinuxFileKind
{
    /// <summary>A pipe, a socket, a device.</summary>
    Other,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A link that wasn't followed.</summary>
    Link,
}
