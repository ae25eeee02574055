using System.Runtime.InteropServices;

namespace Ketrew.Engine.Snapshots;

/// <summary>A directory that paths can be relative to, so that the system doesn't walk down to it for each of them. Only on Linux.</summary>
internal sealed partial class RootHandle : IDisposable
{
    // Only a place, and nothing for children.
    private const int Flags = 0x200000 | 0x80000;

    private RootHandle(int number) => Number = number;

    /// <summary>What the system calls it.</summary>
    public int Number { get; }

    public bool IsOpen => Number >= 0;

    public static RootHandle Open(string path) => new(OpenFile(path, Flags));

    public void Dispose()
    {
        if (IsOpen)
        {
            _ = CloseFile(Number);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseFile(int file);
}
