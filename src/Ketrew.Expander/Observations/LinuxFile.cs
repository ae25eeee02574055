using System.Buffers;
using System.Text;

namespace Ketrew.Expander.Observations;

/// <summary>The system's own calls for looking at files: the managed ones make three times as many of them. Only on Linux.</summary>
internal static unsafe class LinuxFile
{
    private const int StackBytes = 512;

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
            int error = Look(FileCalls.CurrentDirectory, name, follow ? 0 : FileCalls.DontFollow, out LinuxStatus status);
            Return(rented);
            kind = KindOf(status);
            return error;
        }
    }

    /// <summary>Reads a file, links followed.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="limitBytes">What is larger isn't read.</param>
    /// <returns>All of it; null for what is no file, or too large, or can't be read this way.</returns>
    public static byte[]? TryRead(string path, long limitBytes)
    {
        byte[]? rented = null;
        int file;
        fixed (byte* name = Encode(path, stackalloc byte[StackBytes], ref rented))
        {
            // What is no file isn't waited for.
            file = FileCalls.Open(name, FileCalls.ReadOnly | FileCalls.CloseOnExec | FileCalls.DontWait);
        }

        Return(rented);
        if (file < 0)
        {
            return null;
        }

        try
        {
            return TryReadOpen(file, limitBytes);
        }
        finally
        {
            _ = FileCalls.Close(file);
        }
    }

    private static byte[]? TryReadOpen(int file, long limitBytes)
    {
        byte end = 0;
        int error = Look(file, &end, FileCalls.EmptyPath, out LinuxStatus status);
        if (error != 0 || KindOf(status) is not LinuxFileKind.File || status.Size > limitBytes)
        {
            return null;
        }

        byte[] bytes = new byte[status.Size];
        int length = 0;
        nint count = 1;
        while (length < bytes.Length && count > 0)
        {
            fixed (byte* rest = &bytes[length])
            {
                count = FileCalls.Read(file, rest, (nuint)(bytes.Length - length));
            }

            length += (int)count;
        }

        // Cut off while it was read: what there was is what it holds. Interrupted: the managed way asks again.
        return count < 0 ? null : length == bytes.Length ? bytes : bytes[..length];
    }

    private static LinuxFileKind KindOf(in LinuxStatus status) => (status.Mode & LinuxStatus.TypeMask) switch
    {
        LinuxStatus.File => LinuxFileKind.File,
        LinuxStatus.Directory => LinuxFileKind.Directory,
        LinuxStatus.Link => LinuxFileKind.Link,
        _ => LinuxFileKind.Other,
    };

    private static int Look(int directory, byte* path, int flags, out LinuxStatus status)
    {
        LinuxStatus read = default;
        int error = FileCalls.Look(directory, path, flags, LinuxStatus.TypeAndSize, &read);
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
