using System.Runtime.InteropServices;
using Ketrew.Engine.Fingerprints;

namespace Ketrew.Engine.Snapshots;

/// <summary>A file's bytes as memory, read where they are looked at. Only on Linux; the system's own calls, since the managed ones cost more than a small check takes.</summary>
internal sealed unsafe partial class MappedFile : IDisposable
{
    private const int CanRead = 1;

    // Private, and all pages at once.
    private const int MapFlags = 0x8002;

    private readonly byte* _bytes;
    private readonly int _length;

    private MappedFile(byte* bytes, int length, FileStatus status)
    {
        _bytes = bytes;
        _length = length;
        Status = status;
    }

    /// <summary>Of the file when it was opened.</summary>
    public FileStatus Status { get; }

    /// <summary>All of it.</summary>
    public ReadOnlySpan<byte> Bytes => new(_bytes, _length);

    /// <summary>Where it begins.</summary>
    public byte* Start => _bytes;

    /// <summary>Maps a file; null when it is not there, empty, too large, or can't be read.</summary>
    /// <param name="path">Absolute.</param>
    public static MappedFile? TryOpen(string path)
    {
        int file = FileCalls.Open(path, FileCalls.ReadOnly | FileCalls.CloseOnExec);
        if (file < 0)
        {
            return null;
        }

        try
        {
            // Of the file that is open, whatever its name stands for by now.
            if (FileStatusReader.ReadOpen(file, out FileStatus status) != 0 || status.Kind is not (FileKind.File or FileKind.Executable) || status.Size is <= 0 or > int.MaxValue)
            {
                return null;
            }

            nint start = Map(0, (nuint)status.Size, CanRead, MapFlags, file, 0);
            return start == -1 ? null : new MappedFile((byte*)start, (int)status.Size, status);
        }
        finally
        {
            _ = FileCalls.Close(file);
        }
    }

    public void Dispose() => _ = Unmap((nint)_bytes, (nuint)_length);

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint wish, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(nint start, nuint length);
}
