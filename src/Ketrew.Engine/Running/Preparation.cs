using Ketrew.Engine.Automaton;
using Ketrew.Engine.Checking;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>Finds out whether a target has to run: what stands in its way is ended, then its condition is asked, or it is compared with its last success.</summary>
internal sealed class Preparation(RunContext context, TargetBoard board, Dispatcher dispatcher, EarlierAttempts earlier, TargetWorker worker)
{
    private readonly TargetGraph _graph = context.Graph;
    private readonly Digest[] _fingerprints = new Digest[context.Graph.Count];

    /// <summary>What a target depended on when it was compared last, or when the attempt began that it goes on with.</summary>
    public Digest FingerprintOf(int target) => _fingerprints[target];

    /// <summary>Looks at a target that is being evaluated or checked, once nothing else writes what it writes.</summary>
    public void Look(int target)
    {
        if (earlier.TryClear(target))
        {
            return;
        }

        if (earlier.Contains(target))
        {
            // It runs, whatever comes of it: what it takes of the pools is not free.
            dispatcher.Take(target);
        }

        if (board[target] is TargetState.Checking)
        {
            Check(target);
        }
        else
        {
            Evaluate(target);
        }
    }

    /// <summary>Decides by a comparison what becomes of a target.</summary>
    public void Conclude(int target, CheckResult result)
    {
        _fingerprints[target] = result.Fingerprint;
        if (earlier.Contains(target) && board[target] is TargetState.Checking)
        {
            earlier.Compare(target, result.Fingerprint);
            return;
        }

        context.Facts.Outcomes[target] = result.Outcome;
        board.Post(target, result.Verdict switch
        {
            CheckVerdict.Current when !board.IsOccasioned(target) => new TargetEvent.FoundCurrent(),
            CheckVerdict.Empty => new TargetEvent.FoundEmpty(),
            CheckVerdict.AlreadyDone => new TargetEvent.ConditionHeld(),
            CheckVerdict.InputsMissing => new TargetEvent.InputsMissed(result.MissingInputs),
            _ => new TargetEvent.FoundStale(),
        });
    }

    /// <summary>Takes the end of an attempt that may have been in the way of targets.</summary>
    /// <returns>What to tell who wanted it ended.</returns>
    public KillReport Clear(EndedAttempt ended, DateTimeOffset at)
    {
        if (_graph.TryFind(ended.Attempt.Target, out int target) && !board[target].HasProcess)
        {
            dispatcher.Release(target);
        }

        (KillReport report, List<int> freed) = earlier.Receive(ended, at);
        freed.ForEach(Look);
        return report;
    }

    /// <summary>Takes the attempt that an earlier run left to a target, so that this one goes on with it.</summary>
    public UnfinishedAttempt Adopt(int target)
    {
        UnfinishedAttempt attempt = earlier.Take(target);
        _fingerprints[target] = attempt.Fingerprint ?? _fingerprints[target];
        dispatcher.Take(target);
        return attempt;
    }

    private void Evaluate(int target)
    {
        if (earlier.Contains(target))
        {
            // Half of what it waits for may be there already; only the end of the attempt tells.
            earlier.GoOn(target);
        }
        else if (context.Facts.IsForced(target))
        {
            board.Post(target, new TargetEvent.ConditionOpen());
        }
        else
        {
            worker.Evaluate(target);
        }
    }

    private void Check(int target)
    {
        if (!earlier.Contains(target) && context.Inspection.ResultOf(target) is { Verdict: not CheckVerdict.Unchecked } known)
        {
            Conclude(target, known);
        }
        else if (worker.TryCheck(target) is { } result)
        {
            Conclude(target, result);
        }
    }
}
