using System.Runtime.InteropServices;

namespace Ketrew.PluginHost;

/// <summary>The host with everything that plugins start: it lives and dies as one. Does nothing on Windows.</summary>
internal static partial class ProcessGroup
{
    private const int Killed = 9;
    private const short HungUp = 0x10;

    /// <summary>Makes a session of our own, so that the engine can kill all of it at once, and a Ctrl+C in the terminal is the engine's to handle.</summary>
    public static void Lead()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = CreateSession();
        }
    }

    /// <summary>Ends the group when the engine is gone: a plugin that never ends, and so never reads, wouldn't notice.</summary>
    /// <param name="input">The descriptor of the pipe from the engine.</param>
    public static void DieWithEngine(int input)
    {
        if (!OperatingSystem.IsWindows())
        {
            new Thread(() => WaitForEnd(input)) { IsBackground = true, Name = "engine watch" }.Start();
        }
    }

    private static void WaitForEnd(int input)
    {
        // No event is asked for: the end of the other side is always reported. Anything else, such as a signal, is no reason.
        PollDescriptor descriptor = new() { Descriptor = input };
        while (Poll(ref descriptor, 1, -1) < 0 || (descriptor.Returned & HungUp) == 0)
        {
            descriptor.Returned = 0;
        }

        // With what plugins started; and in a closed sandbox, where nothing can be started, a process may end only itself.
        _ = Signal(0, Killed);
        _ = Signal(Environment.ProcessId, Killed);
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CreateSession();

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Wanted;
        public short Returned;
    }
}
