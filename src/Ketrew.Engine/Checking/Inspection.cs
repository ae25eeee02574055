using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Checking;

/// <summary>What a run would do, without doing it.</summary>
public sealed class Inspection
{
    private readonly CheckResult[] _results;
    private readonly StaleReasons _reasons;

    private Inspection(Selection selection, ProjectFacts facts, StateStore store)
    {
        Selection = selection;
        Facts = facts;
        _results = new CheckResult[selection.Graph.Count];
        _reasons = new StaleReasons(facts, store);
    }

    /// <summary>What was looked at.</summary>
    public Selection Selection { get; }

    /// <summary>How many of the selected targets a run would do nothing with.</summary>
    public int UpToDateCount { get; private set; }

    /// <summary>True when a run would do nothing.</summary>
    public bool IsEverythingUpToDate => UpToDateCount == Selection.Targets.Count;

    internal ProjectFacts Facts { get; }

    /// <summary>Looks at every selected target and its files.</summary>
    /// <param name="selection">Which targets.</param>
    /// <param name="store">What is known of them.</param>
    /// <param name="clock">What files' times are compared with.</param>
    /// <exception cref="Sdk.Diagnostics.KetrewException">The state can't be read.</exception>
    public static Inspection Of(Selection selection, StateStore store, TimeProvider clock)
    {
        Inspection inspection = new(selection, ProjectFacts.Load(selection.Graph, store, clock), store);
        TargetChecker checker = new(inspection.Facts);
        inspection.Facts.Calculator.BeginStillness();
        foreach (int target in selection.Targets.AsSpan())
        {
            inspection.Inspect(target, checker);
        }

        inspection.Facts.Calculator.EndStillness();
        return inspection;
    }

    /// <summary>What a run would do with a target.</summary>
    /// <param name="target">Index of a selected one.</param>
    public Outlook OutlookOf(int target) => _results[target].Verdict switch
    {
        CheckVerdict.Current or CheckVerdict.Empty => Outlook.UpToDate,
        CheckVerdict.Stale or CheckVerdict.InputsMissing => Outlook.WouldRun,
        _ => Facts.Successes[target] is null && !Selection.Graph[target].Steps.IsEmpty ? Outlook.WouldRun : Outlook.MayRun,
    };

    /// <summary>Why a run would or may do something with a target; empty when it would not.</summary>
    /// <param name="target">Index of a selected one.</param>
    public ValueList<StaleReason> Reasons(int target) => OutlookOf(target) switch
    {
        Outlook.UpToDate => [],
        _ when _results[target].Verdict is not CheckVerdict.Unchecked => _reasons.Of(target),
        Outlook.WouldRun => [new StaleReason(StaleKind.NeverSucceeded, "", "", ""), .. OpenNeeds(target)],
        _ => [.. OpenNeeds(target)],
    };

    internal CheckResult ResultOf(int target) => _results[target];

    private void Inspect(int target, TargetChecker checker)
    {
        foreach (int need in Selection.Graph.Needs(target))
        {
            if (!IsDone(need))
            {
                return;
            }
        }

        try
        {
            _results[target] = checker.Check(target);
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            // This target's trouble, told when its turn comes to run.
            return;
        }

        if (IsDone(target))
        {
            UpToDateCount++;
            Facts.Outcomes[target] = _results[target].Outcome;
        }
    }

    private bool IsDone(int target) => _results[target].Verdict is CheckVerdict.Current or CheckVerdict.Empty;

    private List<StaleReason> OpenNeeds(int target)
    {
        List<StaleReason> reasons = [];
        foreach (int need in Selection.Graph.Needs(target))
        {
            if (!IsDone(need))
            {
                reasons.Add(new StaleReason(StaleKind.NeedMayRun, Selection.Graph[need].Id.Value, "", ""));
            }
        }

        return reasons;
    }
}
