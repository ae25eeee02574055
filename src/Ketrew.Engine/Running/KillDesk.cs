using Ketrew.Engine.Automaton;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Ends what somebody wants ended, and answers once it has ended or is known not to.</summary>
internal sealed class KillDesk(RunContext context, TargetBoard board, AttemptBook attempts, EarlierAttempts earlier, TargetWorker worker)
{
    private readonly PendingKills _pending = new();

    // What did not die in time, and is being looked at for those who wait.
    private readonly HashSet<int> _survivors = [];

    /// <summary>True while something is looked at that no target of the run waits for.</summary>
    public bool IsLooking => _survivors.Count > 0;

    /// <summary>Ends targets, with the attempts that nobody is at.</summary>
    public void Receive(RunSignal.TargetKillRequested request)
    {
        ILookup<bool, TargetId> isOpen = request.Targets.ToLookup(target => TryKill(target, request.Strength));
        _pending.Add(isOpen[true], isOpen[false].Select(target => new KillReport(target, KillOutcome.NotRunning, "")), request.Answer);
    }

    /// <summary>Takes on to tell who wants the run ended how that went; ends what no target is at.</summary>
    public void Receive(RunSignal.RunKillRequested request)
    {
        IEnumerable<TargetId> running = context.Selection.Targets.Where(target => board[target].HasProcess).Select(target => context.Graph[target].Id);
        _pending.Add(running.Concat(earlier.EndAll(request.Strength, request.WithEarlierRuns)), [], request.Answer);
    }

    /// <summary>Tells those who wait for a target what became of it.</summary>
    public void Follow(BoardChange change)
    {
        TargetId id = context.Graph[change.Target].Id;
        if (!_pending.IsAwaited(id))
        {
            return;
        }

        switch (change.New)
        {
            case TargetState.Retrying:
                // It was on its way to fail when somebody wanted it ended.
                board.Post(change.Target, new TargetEvent.KillRequested(KillStrength.Terminate));
                break;
            case TargetState.Killed { IsConfirmed: false } when attempts.Find(change.Target) is { } entry:
                _ = _survivors.Add(change.Target);
                worker.LookAt(change.Target, entry.Backend, entry.Reference);
                break;
            case { IsFinal: true } when !earlier.IsEnding(id):
                _pending.Settle(id, change.New);
                break;
        }
    }

    /// <summary>Tells what is left of what did not die in time.</summary>
    public void Receive(RunSignal.SurvivorSeen seen)
    {
        _ = _survivors.Remove(seen.Target);
        Settle(new KillReport(context.Graph[seen.Target].Id, KillOutcome.Unconfirmed, seen.Detail));
    }

    /// <summary>Tells what became of an attempt.</summary>
    public void Settle(KillReport report) => _pending.Settle(report.Target, report.Outcome, report.Detail);

    /// <summary>Answers what will never be known.</summary>
    public void Close() => _pending.Close();

    // False when nothing of it is there to be ended.
    private bool TryKill(TargetId id, KillStrength strength)
    {
        bool isOpen = context.Graph.TryFind(id, out int target) && board[target] is { IsFinal: false } and not TargetState.Passive;
        if (isOpen)
        {
            worker.EndProbe(target);
            board.Post(target, new TargetEvent.KillRequested(strength));
        }

        return earlier.TryEnd(id, strength) || isOpen;
    }
}
