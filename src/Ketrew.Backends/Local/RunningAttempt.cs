using System.Runtime.InteropServices;
using Ketrew.Backends.Processes;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Local;

/// <summary>The process group of an attempt, between the thread that awaits it and those that end it.</summary>
internal sealed class RunningAttempt
{
    private const int Nobody = 0;
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private int _group = Nobody;
    private volatile bool _isAskedToEnd;
    private volatile bool _isForced;

    /// <summary>Who hears of it.</summary>
    public Audience Audience { get; } = new();

    /// <summary>How it ended; null until then.</summary>
    public Verdict? Verdict { get; set; }

    /// <summary>The process that runs now; 0 for none.</summary>
    public int ProcessId => _group;

    /// <summary>True when somebody asked it to end.</summary>
    public bool IsAskedToEnd => _isAskedToEnd;

    /// <summary>True when somebody forced it to end.</summary>
    public bool IsForced => _isForced;

    /// <summary>True when a step ended and something that it started has not: it may still write to the log.</summary>
    public bool HasLeftProcesses { get; private set; }

    /// <summary>Starts a step, unless the attempt was asked to end.</summary>
    /// <returns>False when it was.</returns>
    public bool TrySpawn(SpawnRequest request, out int pid, out int error)
    {
        lock (_gate)
        {
            (pid, error) = (Nobody, 0);
            if (_isAskedToEnd)
            {
                return false;
            }

            error = Spawner.Spawn(request, out pid);
            _group = error == 0 ? pid : Nobody;
            return true;
        }
    }

    /// <summary>Blocks until the step has ended and, when the attempt was asked to end, until its whole group has.</summary>
    public Verdict Await(int pid)
    {
        ChildProcess.AwaitEnd(pid);
        // Collected under the lock: from then on the id may be somebody else's.
        bool isSwept;
        Verdict verdict;
        lock (_gate)
        {
            verdict = ChildProcess.Collect(pid);
            isSwept = _isAskedToEnd;
            _group = isSwept ? _group : Nobody;
        }

        if (isSwept)
        {
            SweepGroup(pid);
        }

        HasLeftProcesses |= IsAlive(pid);

        return verdict;
    }

    /// <summary>Sends a signal to the whole group.</summary>
    public KillAnswer End(KillStrength strength)
    {
        lock (_gate)
        {
            _isAskedToEnd = true;
            _isForced |= strength is KillStrength.Kill;
            return _group != Nobody && Signal(_group, strength) ? KillAnswer.Delivered : KillAnswer.AlreadyEnded;
        }
    }

    private static bool Signal(int group, KillStrength strength) =>
        LibC.SendSignal(-group, strength is KillStrength.Kill ? LibC.Kill : LibC.Terminate) == 0;

    // The leader is gone, but what it started may still clean up, until it is forced. After that it runs no more code of its own.
    private void SweepGroup(int group)
    {
        while (!_isForced && IsAlive(group))
        {
            Thread.Sleep(_poll);
        }

        lock (_gate)
        {
            _ = Signal(group, KillStrength.Kill);
            _group = Nobody;
        }
    }

    // Where nobody collects orphans (a container without init), the dead stay in their group for ever.
    private static bool IsAlive(int group)
    {
        bool hasMembers = LibC.SendSignal(-group, 0) == 0 || Marshal.GetLastPInvokeError() != LibC.NoSuchProcess;
        return hasMembers && (!OperatingSystem.IsLinux() || ProcessTable.HasLiveMember(group));
    }
}
