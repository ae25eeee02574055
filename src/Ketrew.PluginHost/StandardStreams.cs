using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ketrew.PluginHost;

/// <summary>The two ends of the conversation, taken away from everybody else in the process.</summary>
internal sealed partial class StandardStreams : IDisposable
{
    private const int CloseOnExec = 0x80000;

    private StandardStreams()
    {
        bool isWindows = OperatingSystem.IsWindows();
        Input = isWindows ? Console.OpenStandardInput() : Take(0, FileAccess.Read);
        Output = isWindows ? Console.OpenStandardOutput() : Take(1, FileAccess.Write);
    }

    /// <summary>What the engine says.</summary>
    public Stream Input { get; }

    /// <summary>The descriptor of <see cref="Input"/>; 0 on Windows.</summary>
    public int InputDescriptor => Input is FileStream pipe ? (int)pipe.SafeFileHandle.DangerousGetHandle() : 0;

    /// <summary>What the engine hears.</summary>
    public Stream Output { get; }

    /// <summary>Takes the streams. Afterwards standard input is empty and standard output is the log: for native code too, but on Windows.</summary>
    public static StandardStreams Capture()
    {
        StandardStreams streams = new();
        Console.SetIn(TextReader.Null);
        Console.SetOut(Console.Error);
        return streams;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
    }

    // Replacing Console.Out alone isn't enough: Console.OpenStandardOutput and native code write to descriptor 1.
    private static FileStream Take(int descriptor, FileAccess access)
    {
        int taken = Check(Duplicate(descriptor));
        using SafeFileHandle nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read);
        int replacement = descriptor == 0 ? (int)nothing.DangerousGetHandle() : 2;
        Check(DuplicateOnto(replacement, descriptor));
#pragma warning disable CA2000 // The stream owns the handle.
        return new FileStream(new SafeFileHandle(taken, ownsHandle: true), access, bufferSize: 0);
#pragma warning restore CA2000
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    // On Linux a program that a plugin starts doesn't inherit the conversation. Elsewhere fcntl's variable arguments can't be called portably.
    private static int Duplicate(int descriptor)
    {
        const int Free = 100;
        return OperatingSystem.IsLinux() && DuplicateOnto(descriptor, Free + descriptor, CloseOnExec) is >= 0 and int taken
            ? taken
            : DuplicateAnywhere(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DuplicateAnywhere(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DuplicateOnto(int descriptor, int target);

    [LibraryImport("libc", EntryPoint = "dup3", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DuplicateOnto(int descriptor, int target, int flags);
}
