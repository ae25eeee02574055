using Ketrew.Engine.Storage;

namespace Ketrew.CommandLine.Timelines;

/// <summary>Gives attempts rows so that no two overlap. Nobody records which slot an attempt had; the first one that is free is as good.</summary>
internal sealed class LaneAssignment
{
    private readonly ILookup<string, string> _hostsOfBackends;
    private readonly SortedDictionary<string, Host> _hosts = new(StringComparer.Ordinal);

    /// <param name="attempts">All that will be placed.</param>
    public LaneAssignment(IEnumerable<AttemptRecord> attempts) => _hostsOfBackends = attempts
        .Where(attempt => attempt.Host.Length > 0)
        .Select(attempt => (attempt.Backend, attempt.Host))
        .Distinct()
        .ToLookup(pair => pair.Backend, pair => pair.Host);

    /// <summary>The rows of bars that come in the order in which they begin; those of a host are beside each other.</summary>
    /// <param name="bars">Their rows don't matter yet.</param>
    public (List<TimelineLane> Lanes, List<AttemptBar> Bars) Place(IReadOnlyList<AttemptBar> bars)
    {
        (Host Host, int Slot)[] places = [.. bars.Select(bar => HostOf(bar.Attempt) is var host ? (host, host.Take(bar)) : default)];
        List<TimelineLane> lanes = [];
        foreach ((string name, Host host) in _hosts)
        {
            host.FirstLane = lanes.Count;
            lanes.AddRange(Enumerable.Range(1, host.SlotCount).Select(slot => new TimelineLane(name, slot)));
        }

        return (lanes, [.. bars.Zip(places, (bar, place) => bar with { Lane = place.Host.FirstLane + place.Slot })]);
    }

    private Host HostOf(AttemptRecord attempt)
    {
        string name = NameOf(attempt);
        return _hosts.TryGetValue(name, out Host? known) ? known : _hosts[name] = new Host();
    }

    // One that never began ran nowhere; where its backend has one host only, it would have been there.
    private string NameOf(AttemptRecord attempt)
    {
        string host = attempt.Host.Length > 0 ? attempt.Host : _hostsOfBackends[attempt.Backend].ToArray() is [var only] ? only : "";
        return (host, attempt.Backend) switch
        {
            ("", var backend) => backend,
            (_, "local") => host,
            (_, var backend) => $"{host} ({backend})",
        };
    }

    private sealed class Host
    {
        private readonly PriorityQueue<int, DateTimeOffset> _busy = new();
        private readonly PriorityQueue<int, int> _free = new();

        public int SlotCount { get; private set; }

        public int FirstLane { get; set; }

        public int Take(AttemptBar bar)
        {
            while (_busy.TryPeek(out int ended, out DateTimeOffset end) && end <= bar.From)
            {
                _ = _busy.Dequeue();
                _free.Enqueue(ended, ended);
            }

            int slot = _free.Count > 0 ? _free.Dequeue() : SlotCount++;
            _busy.Enqueue(slot, bar.To);
            return slot;
        }
    }
}
