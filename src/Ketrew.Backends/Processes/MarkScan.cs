using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Processes;

/// <summary>Looks for processes by their marks, once for all who ask while it looks: many attempts may be ended at once. Thread-safe.</summary>
internal sealed class MarkScan
{
    private readonly Lock _gate = new();
    private Dictionary<string, List<int>> _found = [];
    private long _begun;

    /// <summary>The processes of an attempt that run now; none where the system doesn't tell.</summary>
    public IReadOnlyList<int> Find(AttemptId id) => Take().GetValueOrDefault(AttemptMarks.KeyOf(id)) ?? [];

    /// <summary>All marked processes that run now, by the key of their attempt.</summary>
    public Dictionary<string, List<int>> Take()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        long begunBefore = Interlocked.Read(ref _begun);
        lock (_gate)
        {
            // Whatever began since is as good as one that begins now.
            if (_begun == begunBefore)
            {
                _ = Interlocked.Increment(ref _begun);
                _found = ProcessTable.MarkedProcesses();
            }

            return _found;
        }
    }
}
