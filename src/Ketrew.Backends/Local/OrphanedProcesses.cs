using System.ComponentModel;
using System.Diagnostics;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Local;

/// <summary>Processes of attempts that no engine awaits, found again.</summary>
internal static class OrphanedProcesses
{
    /// <summary>The processes that still run for each attempt; one list per attempt, in the same order.</summary>
    public static List<int>[] Find(ValueList<AttemptReference> attempts, MarkScan scan)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [.. attempts.Select(ByHandle)];
        }

        Dictionary<string, List<int>> marked = scan.Take();
        return [.. attempts.Select(attempt => marked.GetValueOrDefault(AttemptMarks.KeyOf(attempt.Id)) ?? [])];
    }

    /// <summary>Signals processes one by one: their group may have lost its leader.</summary>
    public static KillAnswer End(List<int> processes, KillStrength strength) => EndSignal.Send(processes, strength) ?? KillAnswer.AlreadyEnded;

    // Without /proc only the leader is known, by its number; the start time tells it from a later process of the same number.
    private static List<int> ByHandle(AttemptReference attempt)
    {
        if (!LocalHandle.TryParse(attempt.Handle, out LocalHandle handle))
        {
            return [];
        }

        try
        {
            using Process process = Process.GetProcessById(handle.ProcessId);
            TimeSpan difference = process.StartTime.ToUniversalTime() - handle.Started.UtcDateTime;
            return difference.Duration() < TimeSpan.FromSeconds(2) ? [handle.ProcessId] : [];
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return [];
        }
    }
}
