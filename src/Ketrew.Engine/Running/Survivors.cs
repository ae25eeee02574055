namespace Ketrew.Engine.Running;

/// <summary>Attempts that did not die in time, while somebody waits to hear what is left of them.</summary>
internal sealed class Survivors(RunContext context, AttemptBook attempts, TargetWorker worker)
{
    private readonly HashSet<int> _open = [];

    /// <summary>True while any of them is being looked at.</summary>
    public bool IsLooking => _open.Count > 0;

    /// <summary>Looks what is left of the attempt of a target; it is told by a signal.</summary>
    public void LookAt(int target)
    {
        if (attempts.Find(target) is { } entry && _open.Add(target))
        {
            worker.LookAt(target, entry.Backend, entry.Reference);
        }
    }

    /// <summary>Tells those who wait.</summary>
    public void Receive(RunSignal.SurvivorSeen seen, PendingKills kills)
    {
        _ = _open.Remove(seen.Target);
        kills.Settle(context.Graph[seen.Target].Id, KillOutcome.Unconfirmed, seen.Detail);
    }
}
