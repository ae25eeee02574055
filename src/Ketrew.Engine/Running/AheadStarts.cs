using Ketrew.Engine.Automaton;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Targets that are ready, and whose attempt is stored and waits for a slot; until it begins they stay ready.</summary>
/// <param name="board">Whose states.</param>
/// <param name="dispatcher">Counts slots.</param>
/// <param name="attempts">Knows the attempts.</param>
/// <param name="launches">Where they wait.</param>
/// <param name="calls">Takes them there.</param>
internal sealed class AheadStarts(TargetBoard board, Dispatcher dispatcher, AttemptBook attempts, Launches launches, BackendCalls calls)
{
    private readonly Dictionary<int, AttemptId> _waiting = [];
    private readonly HashSet<int> _begun = [];

    /// <summary>True when one more may wait, by how long attempts take.</summary>
    public bool HasRoom => launches.IsInUse && _waiting.Count < launches.Depth;

    /// <summary>Those that wait, or have begun and were not heard of.</summary>
    public IEnumerable<int> Targets => _waiting.Keys;

    /// <summary>Notes that the attempt of a target waits.</summary>
    public void Add(int target, AttemptId id) => _waiting.Add(target, id);

    /// <summary>Gives a target the slot that its attempt took.</summary>
    public void Confirm(AttemptId id)
    {
        if (attempts.TryFind(id, out int target, out _))
        {
            Confirm(target);
        }
    }

    /// <summary>True, once, for a target that got its slot when its attempt had begun.</summary>
    public bool HasBegun(int target) => _begun.Remove(target);

    /// <summary>Takes back what waits, before somebody stops it: what has not begun never does, and queues up again.</summary>
    public void RecallAll()
    {
        foreach (int target in _waiting.Keys.ToArray())
        {
            Recall(target);
        }
    }

    /// <summary>Takes back a target, if its attempt waits.</summary>
    public void Recall(int target)
    {
        if (!_waiting.TryGetValue(target, out AttemptId id))
        {
            return;
        }

        if (calls.TryWithdraw(id))
        {
            _ = _waiting.Remove(target);
            attempts.Forget(target);
            dispatcher.Enqueue(target);
        }
        else
        {
            Confirm(target);
        }
    }

    private void Confirm(int target)
    {
        if (_waiting.Remove(target))
        {
            _ = _begun.Add(target);
            dispatcher.Take(target);
            board.Post(target, new TargetEvent.SlotGranted());
        }
    }
}
