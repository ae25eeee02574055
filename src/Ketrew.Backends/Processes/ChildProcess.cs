using System.Runtime.InteropServices;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Processes;

/// <summary>Awaits a child of this process and tells how it ended.</summary>
internal static class ChildProcess
{
    private const int InformationBytes = 256;
    private const int UsageLongs = 32;
    private const int Self = 0;

    /// <summary>Blocks until a child has ended; its id stays taken until <see cref="Collect"/>.</summary>
    public static unsafe void AwaitEnd(int pid)
    {
        byte* information = stackalloc byte[InformationBytes];
        int options = LibC.WaitExited | LibC.WaitLeaveWaitable;
        while (LibC.WaitId(LibC.WaitForPid, pid, information, options) != 0 && Marshal.GetLastPInvokeError() == LibC.Interrupted)
        {
        }
    }

    /// <summary>Awaits the end of a child without blocking a thread; its id stays taken until <see cref="Collect"/>.</summary>
    public static async Task AwaitEndAsync(int pid)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows doesn't tell parents of their children.");
        }

        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (HasEnded(pid))
            {
                _ = ended.TrySetResult();
            }
        }

        using PosixSignalRegistration registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => Look());
        // It may have ended before anybody listened.
        Look();
        await ended.Task;
    }

    /// <summary>Takes the verdict of a child that has ended.</summary>
    public static unsafe Verdict Collect(int pid)
    {
        long* usage = stackalloc long[UsageLongs];
        int status = 0;
        int result;
        do
        {
            result = LibC.Wait4(pid, &status, 0, usage);
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == LibC.Interrupted);
        if (result < 0)
        {
            return new Verdict.Lost($"process {pid} can't be awaited: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }

        return Decode(status, Usage(usage));
    }

    // The number of the signal comes first in the information, and stays 0 while the child runs.
    private static unsafe bool HasEnded(int pid)
    {
        byte* information = stackalloc byte[InformationBytes];
        new Span<byte>(information, InformationBytes).Clear();
        int options = LibC.WaitExited | LibC.WaitLeaveWaitable | LibC.WaitNot;
        return LibC.WaitId(LibC.WaitForPid, pid, information, options) != 0 || *(int*)information != 0;
    }

    private static Verdict Decode(int status, ResourceUsage used)
    {
        int signal = status & 0x7F;
        return signal == 0
            ? new Verdict.Exited((status >> 8) & 0xFF) { Usage = used }
            : new Verdict.Signaled(signal) { Usage = used };
    }

    // struct rusage: user seconds and microseconds, system seconds and microseconds, peak memory (KiB; on macOS bytes).
    private static unsafe ResourceUsage Usage(long* usage) => new(
        TimeSpan.FromSeconds(usage[0]) + TimeSpan.FromMicroseconds((int)usage[1]),
        TimeSpan.FromSeconds(usage[2]) + TimeSpan.FromMicroseconds((int)usage[3]),
        OperatingSystem.IsMacOS() ? usage[4] : usage[4] > OwnPeak() ? usage[4] * 1024 : 0);

    // Linux counts for a child what its parent had when it was started in the parent's memory (vfork): up to that nothing is known of its own.
    private static unsafe long OwnPeak()
    {
        long* usage = stackalloc long[UsageLongs];
        return LibC.GetUsage(Self, usage) == 0 ? usage[4] : 0;
    }
}
