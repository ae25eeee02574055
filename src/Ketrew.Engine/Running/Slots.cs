using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>How many attempts may run at once: those that run on this machine share its slots, a cluster has its own limit.</summary>
internal sealed class Slots
{
    /// <summary>The limit of those that take slots of this machine.</summary>
    public const int Shared = 0;

    private readonly Func<int, IBackend?> _backendOf;
    private readonly Dictionary<IBackend, int> _lanes = [];
    private readonly List<int> _free;

    /// <param name="jobs">The slots of this machine.</param>
    /// <param name="backendOf">By target: what runs it; null when nothing does.</param>
    public Slots(int jobs, Func<int, IBackend?> backendOf)
    {
        _backendOf = backendOf;
        _free = [jobs];
    }

    /// <summary>The limit that a target counts for; targets of one number share it.</summary>
    public int LaneOf(int target)
    {
        if (_backendOf(target) is not { Capacity: { } capacity } backend)
        {
            return Shared;
        }

        if (!_lanes.TryGetValue(backend, out int lane))
        {
            lane = _free.Count;
            _lanes.Add(backend, lane);
            _free.Add(capacity);
        }

        return lane;
    }

    /// <summary>True while one more may run.</summary>
    public bool HasRoom(int lane) => Free(lane) > 0;

    /// <summary>How many more may run.</summary>
    public int Free(int lane) => _free[lane];

    /// <summary>Counts a target, whether there is room or not.</summary>
    public void Take(int target) => _free[LaneOf(target)]--;

    /// <summary>Gives back what a target took.</summary>
    public void Release(int target) => _free[LaneOf(target)]++;
}
