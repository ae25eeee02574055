using Ketrew.Backends.Processes;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Daemonize;

/// <summary>What runs on this machine, looked at when it is asked for the first time, for a whole batch.</summary>
/// <param name="machine">This one.</param>
internal sealed class Sighting(Machine machine)
{
    private LiveProcesses? _processes;
    private Dictionary<string, List<int>>? _marked;

    /// <summary>True when this very process still runs, and not only its number.</summary>
    /// <param name="process">Of this machine, in its present life.</param>
    /// <exception cref="IOException">It can't be told.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be told.</exception>
    public bool IsAlive(JobProcess process)
    {
        _processes ??= LiveProcesses.Take(machine.HasProcessFiles);
        return _processes.StartOf(process.ProcessId) == process.Started;
    }

    /// <summary>The processes that bear the marks of an attempt, or share a session with one that does. None where there is no /proc.</summary>
    public List<int> MarkedBy(AttemptId id)
    {
        _marked ??= machine.HasProcessFiles ? ProcessTable.MarkedProcesses() : [];
        return _marked.GetValueOrDefault(AttemptMarks.KeyOf(id)) ?? [];
    }
}
