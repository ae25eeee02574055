using System.Runtime.InteropServices;
using System.Text;

namespace Ketrew.Expander.Observations;

/// <summary>Tells pipes, sockets and devices from files: opening a pipe waits for somebody to write, for ever.</summary>
internal static unsafe partial class SpecialFile
{
    private const int CurrentDirectory = -100;
    private const uint TypeField = 1;
    private const int StatusBytes = 256;
    private const int ModeOffset = 28;

    /// <summary>True for what is there, links followed, and is neither a file nor a directory. Off Linux always false.</summary>
    /// <param name="path">Absolute.</param>
    public static bool Is(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        // The layout of statx is the same on every architecture; man 2 statx.
        byte* status = stackalloc byte[StatusBytes];
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            return Statx(CurrentDirectory, name, 0, TypeField, status) == 0 && (*(ushort*)(status + ModeOffset) & 0xF000) is not (0x8000 or 0x4000);
        }
    }

    [LibraryImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, byte* path, int flags, uint mask, byte* status);
}
