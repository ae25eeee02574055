using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Ketrew.PluginHost.Sandboxing;

/// <summary>The calls into the kernel that a process gives rights up with.</summary>
internal static unsafe partial class Linux
{
    public const int NoNewPrivileges = 38;
    public const int DropFromBoundingSet = 24;
    public const int CloseOnExec = 4;

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetProcess(int option, nuint value, nuint third, nuint fourth, nuint fifth);

    /// <summary>A system call by its number, for those that the library has no name for.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Call(nint number, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetLimit(int resource, in Limit limit);

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Handle(int signal, nint handler);

    /// <summary>Marks descriptors for closing, or closes them.</summary>
    public static nint CloseRange(uint first, uint last, int flags)
    {
        const int closeRange = 436;
        return Call(closeRange, (nint)first, (nint)last, flags, 0);
    }

    /// <summary>Becomes another program. Returns only where that fails.</summary>
    /// <param name="program">Absolute path.</param>
    /// <param name="arguments">Without the program's own name.</param>
    public static void Execute(string program, string[] arguments)
    {
        // The name of the program first, an empty place last. Nobody frees them: either there is nobody left, or it failed once in a life.
        nint[] pointers = new nint[arguments.Length + 2];
        pointers[0] = Marshal.StringToCoTaskMemUTF8(program);
        for (int i = 0; i < arguments.Length; i++)
        {
            pointers[i + 1] = Marshal.StringToCoTaskMemUTF8(arguments[i]);
        }

        fixed (nint* first = pointers)
        {
            _ = Execute(pointers[0], first);
        }
    }

    /// <summary>What the system said to the last call.</summary>
    public static string LastError() => new Win32Exception(Marshal.GetLastPInvokeError()).Message;

    // `execv`, not `execve`: the variables are the engine's choice already.
    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Execute(nint program, nint* arguments);

    /// <summary>How much a process may have of something.</summary>
    /// <param name="Soft">What counts.</param>
    /// <param name="Hard">What the soft one may be raised to.</param>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Limit(ulong Soft, ulong Hard);
}
