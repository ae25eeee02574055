using System.Runtime.InteropServices;

namespace Ketrew;

/// <summary>The system's own calls for files, for where the managed ones make more of them or ask for a lock. The numbers of all flags are those of Linux.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal static unsafe partial class FileCalls
{
    /// <summary>Opens to read; with this alone also where the system isn't Linux.</summary>
    public const int ReadOnly = 0;

    /// <summary>Opens for this process and not for its children.</summary>
    public const int CloseOnExec = 0x80000;

    /// <summary>Opens at once what is no regular file.</summary>
    public const int DontWait = 0x800;

    /// <summary>Opens a place that paths can be relative to, and no content.</summary>
    public const int PlaceOnly = 0x200000;

    /// <summary>In place of a directory's handle: the one that the process is in.</summary>
    public const int CurrentDirectory = -100;

    /// <summary>Looks at a link itself.</summary>
    public const int DontFollow = 0x100;

    /// <summary>Looks at what a handle stands for: the path is empty.</summary>
    public const int EmptyPath = 0x1000;

    private const string Library = "libc";

    /// <summary>Opens a file.</summary>
    /// <param name="path">UTF-8, ended by a zero.</param>
    /// <param name="flags">How.</param>
    /// <returns>Its handle; negative when it can't be opened.</returns>
    [LibraryImport(Library, EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(byte* path, int flags);

    /// <inheritdoc cref="Open(byte*, int)"/>
    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(string path, int flags);

    /// <summary>Reads on in a file.</summary>
    /// <param name="file">Its handle.</param>
    /// <param name="buffer">Takes the bytes.</param>
    /// <param name="count">At most so many.</param>
    /// <returns>How many there were, 0 at the end; negative when it can't be read.</returns>
    [LibraryImport(Library, EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Read(int file, byte* buffer, nuint count);

    /// <summary>Gives a handle back.</summary>
    /// <returns>0, or negative.</returns>
    [LibraryImport(Library, EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Close(int file);

    /// <summary>Asks for the status of a path. Only on Linux.</summary>
    /// <param name="directory">A handle of the directory that it is relative to, or <see cref="CurrentDirectory"/>.</param>
    /// <param name="path">UTF-8, ended by a zero.</param>
    /// <param name="flags"><see cref="DontFollow"/>, <see cref="EmptyPath"/>, or 0.</param>
    /// <param name="fields">What is wanted, of <see cref="LinuxStatus"/>.</param>
    /// <param name="status">Takes it.</param>
    /// <returns>0, or the number of the error.</returns>
    public static int Look(int directory, byte* path, int flags, uint fields, LinuxStatus* status) =>
        Statx(directory, path, flags, fields, status) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Nothing is there: ENOENT, or ENOTDIR.</summary>
    /// <param name="error">The number of an error.</param>
    public static bool IsMissing(int error) => error is 2 or 20;

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, byte* path, int flags, uint mask, LinuxStatus* status);
}
