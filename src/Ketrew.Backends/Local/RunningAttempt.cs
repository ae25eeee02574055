using System.Runtime.InteropServices;
using Ketrew.Backends.Processes;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Local;

/// <summary>The processes of an attempt, between the thread that awaits it and those that end it.</summary>
/// <param name="id">Which.</param>
internal sealed class RunningAttempt(AttemptId id)
{
    private const int Nobody = 0;
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();

    // Those outside of the group of the step that runs, as far as they were asked to end.
    private readonly HashSet<int> _asked = [];
    private int _group = Nobody;
    private bool _isOver;
    private volatile bool _isAskedToEnd;
    private volatile bool _isForced;

    public AttemptId Id { get; } = id;

    /// <summary>Who hears of it.</summary>
    public Audience Audience { get; } = new();

    /// <summary>How it is found; null until it began.</summary>
    public LocalHandle? Handle { get; set; }

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

            error = request.Plain is null ? Spawner.Spawn(request, out pid) : Spawner.Spawn(request.Plain, out pid);
            if (error != 0 && request.Plain is not null)
            {
                error = Spawner.Spawn(request, out pid);
            }

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

    /// <summary>Declares that no step follows. When it was asked to end, blocks until nothing that bears its marks runs any more.</summary>
    /// <param name="scan">Finds what left the group, and what earlier steps left behind.</param>
    public void Finish(MarkScan scan)
    {
        lock (_gate)
        {
            _isOver = !_isAskedToEnd;
        }

        if (!_isOver)
        {
            SweepMarked(scan);
        }
    }

    /// <summary>Sends a signal to the whole group, and to all others that bear its marks.</summary>
    /// <param name="strength">Which signal.</param>
    /// <param name="marked">Those that do, in the group or not.</param>
    public KillAnswer End(KillStrength strength, IEnumerable<int> marked)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return KillAnswer.AlreadyEnded;
            }

            _isAskedToEnd = true;
            _isForced |= strength is KillStrength.Kill;
            List<int> others = [.. marked.Where(process => ProcessTable.GroupOf(process) is { } group && group != _group)];
            _asked.UnionWith(others);
            KillAnswer? answer = _group != Nobody ? EndSignal.Send(-_group, strength) : null;
            return EndSignal.Add(answer, EndSignal.Send(others, strength)) ?? KillAnswer.AlreadyEnded;
        }
    }

    // The leader is gone, but what it started may still clean up, until it is forced. After that it runs no more code of its own.
    private void SweepGroup(int group)
    {
        while (!_isForced && IsAlive(group))
        {
            Thread.Sleep(_poll);
        }

        lock (_gate)
        {
            _ = EndSignal.Send(-group, KillStrength.Kill);
            _group = Nobody;
        }
    }

    // What began meanwhile heard nothing yet. What was sent KILL runs no more code of its own, however long the system takes to clear it away.
    private void SweepMarked(MarkScan scan)
    {
        HashSet<int> killed = [];
        while (scan.Find(Id).Where(process => !killed.Contains(process)).ToArray() is { Length: > 0 } left)
        {
            lock (_gate)
            {
                _ = EndSignal.Send(left.Where(_asked.Add), KillStrength.Terminate);
            }

            while (!_isForced && left.Any(process => ProcessTable.GroupOf(process) is not null))
            {
                Thread.Sleep(_poll);
            }

            if (_isForced)
            {
                _ = EndSignal.Send(left, KillStrength.Kill);
                killed.UnionWith(left);
            }
        }
    }

    // Where nobody collects orphans (a container without init), the dead stay in their group for ever.
    private static bool IsAlive(int group)
    {
        bool hasMembers = LibC.SendSignal(-group, 0) == 0 || Marshal.GetLastPInvokeError() != LibC.NoSuchProcess;
        return hasMembers && (!OperatingSystem.IsLinux() || ProcessTable.HasLiveMember(group));
    }
}
