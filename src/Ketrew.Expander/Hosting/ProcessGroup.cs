using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ketrew.Expander.Hosting;

/// <summary>Ends a process that leads a group, with everything in the group.</summary>
internal static partial class ProcessGroup
{
    private const int Killed = 9;

    /// <summary>Kills the group; returns at once. Does nothing when the process has ended.</summary>
    public static void Kill(Process leader)
    {
        try
        {
            if (leader.HasExited)
            {
                return;
            }

            // Process.Kill with the whole tree looks at every process of the machine: 20 ms. It is for where there are no groups.
            if (!OperatingSystem.IsWindows())
            {
                _ = Signal(-leader.Id, Killed);
            }

            // Also when it had no time to become a leader.
            leader.Kill(entireProcessTree: OperatingSystem.IsWindows());
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It, or a part of the tree, ended by itself in this moment.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);
}
