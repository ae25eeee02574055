using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>Attempts of earlier runs for targets that the plan has no more: they go on, unless somebody wants them ended.</summary>
/// <param name="context">Of the run.</param>
internal sealed class Strangers(RunContext context)
{
    private readonly LeftoverEnder _ender = new(context.Backends, context.Clock, context.Options.KillGrace);
    private readonly OutputKeeper _outputs = new(context.Store.Project, context.Facts.Ledger);
    private readonly HashSet<UnfinishedAttempt> _ending = [];

    /// <summary>True while any is being ended.</summary>
    public bool IsEnding => _ending.Count > 0;

    /// <summary>Begins to end all of them.</summary>
    /// <returns>Whose end is to be awaited.</returns>
    public List<TargetId> EndAll(KillStrength strength) =>
        [.. context.Strangers.Select(attempt => attempt.Target).Distinct().Where(target => TryEnd(target, strength))];

    /// <summary>Begins to end those of a target.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryEnd(TargetId target, KillStrength strength)
    {
        List<UnfinishedAttempt> attempts = context.Strangers.FindAll(attempt => attempt.Target == target);
        List<UnfinishedAttempt> open = attempts.FindAll(_ending.Add);
        if (open.Count > 0)
        {
            _ = ThreadPool.UnsafeQueueUserWorkItem(async _ => await EndAsync(open, strength), null);
        }

        return attempts.Count > 0;
    }

    /// <summary>Stores what became of some.</summary>
    public void Receive(RunSignal.StrangersEnded signal, PendingKills kills)
    {
        foreach (EndedLeftover ended in signal.Ended)
        {
            _ = _ending.Remove(ended.Attempt);
            _ = ended.Outcome is KillOutcome.Killed && context.Strangers.Remove(ended.Attempt);
            KillReport report = LeftoverEnder.Record(ended, context.Store, _outputs, signal.At);
            kills.Settle(report.Target, report.Outcome, report.Detail);
        }
    }

    private async Task EndAsync(List<UnfinishedAttempt> attempts, KillStrength strength)
    {
        List<EndedLeftover> ended = await _ender.EndAsync(attempts, strength);
        context.Control.Post(new RunSignal.StrangersEnded([.. ended], context.Clock.GetUtcNow()));
    }
}
