using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Ketrew.Expander.Observations;

/// <summary>Tells pipes, sockets and devices from files: opening a pipe waits for somebody to write, for ever.</summary>
internal static unsafe partial class SpecialFile
{
    private const int CurrentDirectory = -100;
    private const uint TypeField = 1;
    private const int StatusBytes = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Directory = 0x4000;

    /// <summary>True for what is there, links followed, and is neither a file nor a directory. Off Linux always false.</summary>
    /// <param name="path">Absolute.</param>
    public static bool Is(string path) => OperatingSystem.IsLinux() && TypeOf(path) is not (null or RegularFile or Directory);

    /// <summary>True for a file, links followed as the system follows them: it goes up from where a link led, .NET from where the link is written.</summary>
    /// <param name="path">Absolute.</param>
    [SupportedOSPlatform("linux")]
    public static bool IsRegular(string path) => TypeOf(path) is RegularFile;

    // Null when nothing is there. The layout of statx is the same on every architecture; man 2 statx.
    private static int? TypeOf(string path)
    {
        byte* status = stackalloc byte[StatusBytes];
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            return Statx(CurrentDirectory, name, 0, TypeField, status) == 0 ? *(ushort*)(status + ModeOffset) & TypeMask : null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, byte* path, int flags, uint mask, byte* status);
}
