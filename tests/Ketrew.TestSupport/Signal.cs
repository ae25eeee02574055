using System.Runtime.InteropServices;

namespace Ketrew.TestSupport;

/// <summary>What a user's Ctrl-C and a crash do to a process.</summary>
public static partial class Signal
{
    /// <summary>Ctrl-C.</summary>
    public const int Interrupt = 2;

    /// <summary>The terminal has gone.</summary>
    public const int HangUp = 1;

    /// <summary>Can't be caught.</summary>
    public const int Kill = 9;

    /// <summary>Sends a signal.</summary>
    /// <param name="processId">One that the test started.</param>
    /// <param name="signal">Its number.</param>
    public static void Send(int processId, int signal)
    {
        if (!TrySend(processId, signal))
        {
            throw new InvalidOperationException($"Process {processId} can't be sent signal {signal}.");
        }
    }

    /// <summary>Sends a signal to a process that may be gone by now.</summary>
    /// <param name="processId">One that the test started.</param>
    /// <param name="signal">Its number.</param>
    /// <returns>False when it was.</returns>
    public static bool TrySend(int processId, int signal) => SendSignal(processId, signal) == 0;

    /// <summary>True while a process exists and isn't a zombie.</summary>
    /// <param name="processId">Any.</param>
    public static bool IsAlive(int processId)
    {
        string stat = $"/proc/{processId}/stat";
        try
        {
            return File.ReadAllText(stat).Split(") ")[^1][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
