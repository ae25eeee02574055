using Ketrew.Engine.Planning;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Running;

/// <summary>Decides which of the targets that could run goes next: priority first, then the longest chain of work behind it, as far as slots and pools allow.</summary>
internal sealed class Dispatcher
{
    private readonly TargetGraph _graph;
    private readonly double[] _lengths;
    private readonly int[] _free;
    private readonly Dictionary<(int Lane, ValueList<PoolUse> Uses), Line> _lines = [];
    private readonly HashSet<int> _taken = [];
    private readonly HashSet<string> _reserved = new(StringComparer.Ordinal);
    private readonly Slots _slots;
    private long _time;

    /// <param name="graph">Whose targets and pools.</param>
    /// <param name="slots">How many may run at once.</param>
    /// <param name="lengths">By target: how much work waits behind it.</param>
    public Dispatcher(TargetGraph graph, Slots slots, double[] lengths)
    {
        (_graph, _slots, _lengths) = (graph, slots, lengths);
        _free = [.. Enumerable.Range(0, graph.Pools.Count).Select(pool => graph.Pools[pool].Capacity)];
    }

    /// <summary>How many slots of this machine are free; negative when more attempts were taken over than there are.</summary>
    public int FreeSlots => _slots.Free(Slots.Shared);

    /// <summary>Puts a target where it waits for its turn.</summary>
    public void Enqueue(int target)
    {
        ValueList<PoolUse> uses = _graph[target].Pools;
        int lane = _slots.LaneOf(target);
        if (!_lines.TryGetValue((lane, uses), out Line? line))
        {
            line = new Line(lane, uses);
            _lines.Add((lane, uses), line);
        }

        line.Queue.Enqueue((target, ++_time), Rank(target));
    }

    /// <summary>Gives the next target its slot and its share of the pools.</summary>
    /// <param name="target">Which.</param>
    /// <param name="heldBy">The pool that kept it back for a while; null when none did.</param>
    /// <returns>False when nothing that waits can run now.</returns>
    public bool TryTake(out int target, out string? heldBy)
    {
        (target, heldBy) = (-1, null);
        _reserved.Clear();
        foreach (Line line in Waiting())
        {
            if (!_slots.HasRoom(line.Lane))
            {
                continue;
            }

            if (FindLack(line.Uses) is { } lack)
            {
                Hold(line, lack);
                continue;
            }

            (target, long since) = line.Queue.Dequeue();
            heldBy = line.BlockedAt > since ? line.BlockedBy : null;
            Take(target);
            return true;
        }

        return false;
    }

    /// <summary>Takes the target that would go next if there were a slot of this machine for it; it takes none yet.</summary>
    /// <param name="isFit">Whether a target may go ahead of its turn; when the best one may not, none does.</param>
    /// <param name="target">Which.</param>
    /// <returns>False when there is none, or a slot is free.</returns>
    public bool TryTakeAhead(Func<int, bool> isFit, out int target)
    {
        target = -1;
        foreach (Line line in Waiting())
        {
            if (line.Lane != Slots.Shared || FindLack(line.Uses) is not null)
            {
                continue;
            }

            // One that takes of a pool would keep it from others while it waits.
            bool isTaken = !_slots.HasRoom(line.Lane) && line.Uses.IsEmpty && isFit(line.Queue.Peek().Target);
            target = isTaken ? line.Queue.Dequeue().Target : -1;
            return isTaken;
        }

        return false;
    }

    /// <summary>Counts a target that runs already, whether there is room or not.</summary>
    public void Take(int target)
    {
        if (_taken.Add(target))
        {
            _slots.Take(target);
            Change(target, -1);
        }
    }

    /// <summary>Gives back what a target took.</summary>
    public void Release(int target)
    {
        if (_taken.Remove(target))
        {
            _slots.Release(target);
            Change(target, 1);
        }
    }

    private IEnumerable<Line> Waiting() => _lines.Count == 1
        ? _lines.Values.Where(line => line.Queue.Count > 0)
        : _lines.Values.Where(line => line.Queue.Count > 0).OrderBy(line => Rank(line.Queue.Peek().Target));

    // What a better one waits for is kept for it, or a stream of small ones would keep it waiting for ever.
    private void Hold(Line line, string lack)
    {
        (line.BlockedAt, line.BlockedBy) = (++_time, lack);
        foreach (PoolUse use in line.Uses)
        {
            _ = _reserved.Add(use.Pool);
        }
    }

    private string? FindLack(ValueList<PoolUse> uses)
    {
        foreach (PoolUse use in uses.AsSpan())
        {
            if (_reserved.Contains(use.Pool) || !_graph.Pools.TryFind(use.Pool, out int pool) || _free[pool] < use.Count)
            {
                return use.Pool;
            }
        }

        return null;
    }

    private void Change(int target, int sign)
    {
        foreach (PoolUse use in _graph[target].Pools.AsSpan())
        {
            if (_graph.Pools.TryFind(use.Pool, out int pool))
            {
                _free[pool] += sign * use.Count;
            }
        }
    }

    private (int Priority, double Length, int Target) Rank(int target) => (-_graph[target].Priority, -_lengths[target], target);

    /// <summary>Those that take the same slots and the same of the pools: when the first can't run, none of them can.</summary>
    private sealed class Line(int lane, ValueList<PoolUse> uses)
    {
        public int Lane { get; } = lane;

        public ValueList<PoolUse> Uses { get; } = uses;

        public PriorityQueue<(int Target, long Since), (int Priority, double Length, int Target)> Queue { get; } = new();

        public long BlockedAt { get; set; }

        public string? BlockedBy { get; set; }
    }
}
