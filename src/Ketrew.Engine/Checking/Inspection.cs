using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Snapshots;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Checking;

/// <summary>What a run would do, without doing it.</summary>
public sealed class Inspection
{
    private readonly CheckResult[] _results;
    private readonly StaleReasons _reasons;
    private readonly ReachMap _reach;
    private readonly IReadOnlySet<int> _unfinished;
    private int[]? _ranks;

    private Inspection(Selection selection, ProjectFacts facts, StateStore store, IReadOnlySet<int> unfinished)
    {
        Selection = selection;
        Facts = facts;
        _results = new CheckResult[selection.Graph.Count];
        _reasons = new StaleReasons(facts, store);
        _reach = new ReachMap(facts, new FileConditions(store.Project), unfinished);
        _unfinished = unfinished;
    }

    /// <summary>What was looked at.</summary>
    public Selection Selection { get; }

    /// <summary>How many targets the run is asked for; those that nobody needs are not among them.</summary>
    public int AskedCount { get; private set; }

    /// <summary>How many of them a run would do nothing with.</summary>
    public int UpToDateCount { get; private set; }

    /// <summary>How many of these are done because their condition holds.</summary>
    public int AlreadyDoneCount { get; private set; }

    /// <summary>True when a run would do nothing.</summary>
    public bool IsEverythingUpToDate => UpToDateCount == AskedCount;

    internal ProjectFacts Facts { get; }

    /// <summary>Looks at every selected target and its files. Conditions are asked as far as files tell; no command is started.</summary>
    /// <param name="selection">Which targets.</param>
    /// <param name="store">What is known of them.</param>
    /// <param name="clock">What files' times are compared with.</param>
    /// <exception cref="Sdk.Diagnostics.KetrewException">The state can't be read.</exception>
    public static Inspection Of(Selection selection, StateStore store, TimeProvider clock) => Of(selection, store, clock, []);

    /// <summary>Looks at every selected target and its files, as a run would that does some of them again.</summary>
    /// <param name="selection">Which targets.</param>
    /// <param name="store">What is known of them.</param>
    /// <param name="clock">What files' times are compared with.</param>
    /// <param name="forced">Targets that run whatever was done. Unknown ones mean nothing.</param>
    /// <exception cref="Sdk.Diagnostics.KetrewException">The state can't be read.</exception>
    public static Inspection Of(Selection selection, StateStore store, TimeProvider clock, ValueList<TargetId> forced) =>
        Of(selection, store, clock, selection.Graph.Find(forced), store.LoadUnfinished());

    /// <summary>Looks at a part of a plan.</summary>
    /// <param name="selection">All targets of the part.</param>
    /// <param name="store">What is known of them.</param>
    /// <param name="clock">What files' times are compared with.</param>
    /// <param name="part">The part.</param>
    /// <exception cref="Sdk.Diagnostics.KetrewException">The state can't be read.</exception>
    public static Inspection Of(Selection selection, StateStore store, TimeProvider clock, PlanPart part) =>
        Of(selection, store, clock, new HashSet<int>(), store.LoadUnfinished(), part: part);

    /// <summary>What a run would do with a target.</summary>
    /// <param name="target">Index of a selected one.</param>
    public Outlook OutlookOf(int target) => _reach[target] switch
    {
        Reach.None => Outlook.NotNeeded,
        Reach.Perhaps => Outlook.MayRun,
        _ => _results[target].Verdict switch
        {
            CheckVerdict.Current or CheckVerdict.Empty or CheckVerdict.AlreadyDone => Outlook.UpToDate,
            CheckVerdict.Stale or CheckVerdict.InputsMissing => Outlook.WouldRun,
            _ => OutlookOfUnchecked(target),
        },
    };

    /// <summary>Why a run would or may do something with a target; empty when it would not.</summary>
    /// <param name="target">Index of a selected one.</param>
    public ValueList<StaleReason> Reasons(int target) => OutlookOf(target) switch
    {
        Outlook.UpToDate or Outlook.NotNeeded => [],
        _ when _unfinished.Contains(target) => [new StaleReason(StaleKind.Unfinished, "", "", "")],
        _ when Selection.Graph[target].DoneWhen is { } condition => [OfCondition(target, condition), .. OpenNeeds(target)],
        _ when _results[target].Verdict is not CheckVerdict.Unchecked => _reasons.Of(target),
        Outlook.WouldRun => [new StaleReason(Facts.IsForced(target) ? StaleKind.Forced : StaleKind.NeverSucceeded, "", "", ""), .. OpenNeeds(target)],
        _ => [.. OpenNeeds(target)],
    };

    /// <param name="selection">Which targets.</param>
    /// <param name="store">What is known of them.</param>
    /// <param name="clock">What files' times are compared with.</param>
    /// <param name="forced">Targets that run whatever was done.</param>
    /// <param name="unfinished">Attempts of earlier runs: nothing is known of their targets, nor of what they may write, until they have ended.</param>
    /// <param name="draft">Takes what is seen of files; null when nobody wants to know.</param>
    /// <param name="part">What the targets are the part of; null for a whole plan.</param>
    internal static Inspection Of(
        Selection selection,
        StateStore store,
        TimeProvider clock,
        IReadOnlySet<int> forced,
        IReadOnlyCollection<UnfinishedAttempt> unfinished,
        SnapshotDraft? draft = null,
        PlanPart? part = null)
    {
        ProjectFacts facts = ProjectFacts.Load(selection.Graph, store, clock, forced, part);
        HashSet<int> targets = selection.Graph.Find([.. unfinished.Select(attempt => attempt.Target)]);
        targets.UnionWith(OutputHeirs.Find(selection.Graph, unfinished, store).Targets);
        Inspection inspection = new(selection, facts, store, targets);
        foreach (int root in selection.Roots.AsSpan())
        {
            inspection._reach.Ask(root);
        }

        draft?.BeginInspection();
        facts.Ledger.Draft = draft;
        facts.Calculator.BeginStillness();
        inspection.InspectAll();
        facts.Calculator.EndStillness();
        facts.Ledger.Draft = null;
        draft?.EndInspection(inspection.IsDecidedByFiles && unfinished.Count == 0 ? inspection.UpToDateCount : null, selection);
        return inspection;
    }

    // What a condition says may change though no file of the target does.
    private bool IsDecidedByFiles => IsEverythingUpToDate && !Selection.Targets.Any(target => _reach[target] is not Reach.None && Selection.Graph[target].DoneWhen is not null);

    internal CheckResult ResultOf(int target) => _results[target];

    /// <summary>True when a run begins with this target done.</summary>
    internal bool IsDone(int target) =>
        _reach[target] is Reach.Asked && _results[target].Verdict is CheckVerdict.Current or CheckVerdict.Empty or CheckVerdict.AlreadyDone;

    // What is done activates its side targets, and these may be done as well. Nothing that was looked at needs what is asked for later.
    private void InspectAll()
    {
        TargetChecker checker = new(Facts);
        List<int> due = [.. Selection.Targets.Where(target => _reach[target] is Reach.Asked)];
        _ = _reach.TakeNews();
        while (due.Count > 0)
        {
            due.ForEach(target => Inspect(target, checker));
            foreach (int target in due)
            {
                foreach (int side in IsDone(target) ? Selection.Graph.OnSuccess(target) : [])
                {
                    _reach.Ask(side);
                }
            }

            due = InOrder(_reach.TakeNews());
        }

        Count();
    }

    private List<int> InOrder(List<int> targets)
    {
        if (targets.Count > 1)
        {
            _ranks ??= Ranks();
            targets.Sort((one, other) => _ranks[one].CompareTo(_ranks[other]));
        }

        return targets;
    }

    private int[] Ranks()
    {
        int[] ranks = new int[Selection.Graph.Count];
        for (int i = 0; i < Selection.Targets.Count; i++)
        {
            ranks[Selection.Targets[i]] = i;
        }

        return ranks;
    }

    private void Count()
    {
        foreach (int target in Selection.Targets.AsSpan())
        {
            AskedCount += _reach[target] is Reach.Asked ? 1 : 0;
            UpToDateCount += IsDone(target) ? 1 : 0;
            AlreadyDoneCount += _results[target].Verdict is CheckVerdict.AlreadyDone ? 1 : 0;
        }
    }

    private void Inspect(int target, TargetChecker checker)
    {
        try
        {
            if (Facts.IsSettled(target))
            {
                _results[target] = new CheckResult(CheckVerdict.Current, Facts.Successes[target]!.Fingerprint, Facts.Successes[target]!.Outcome, []);
            }
            else if (_reach.IsAlreadyDone(target))
            {
                _results[target] = new CheckResult(CheckVerdict.AlreadyDone, default, Facts.Calculator.OutcomeByCondition(target), []);
            }
            else if (CanBeChecked(target))
            {
                _results[target] = checker.Check(target);
            }
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            // This target's trouble, told when its turn comes to run.
            return;
        }

        if (IsDone(target))
        {
            Facts.Outcomes[target] = _results[target].Outcome;
        }
    }

    private bool CanBeChecked(int target)
    {
        if (Selection.Graph[target].DoneWhen is not null || _unfinished.Contains(target))
        {
            return false;
        }

        foreach (int need in Selection.Graph.Needs(target))
        {
            if (!IsDone(need))
            {
                return false;
            }
        }

        return true;
    }

    private Outlook OutlookOfUnchecked(int target)
    {
        bool isSure = Selection.Graph[target].DoneWhen is null
            ? (Facts.Successes[target] is null || Facts.IsForced(target)) && !Selection.Graph[target].Steps.IsEmpty
            : _reach.MissedPart(target) is not null;
        return isSure && !_unfinished.Contains(target) ? Outlook.WouldRun : Outlook.MayRun;
    }

    private StaleReason OfCondition(int target, Sdk.Planning.Condition condition) => _reach.MissedPart(target) is { } part
        ? new StaleReason(StaleKind.Condition, part, "", "")
        : new StaleReason(StaleKind.ConditionUnasked, ConditionText.Of(condition), "", "");

    private List<StaleReason> OpenNeeds(int target)
    {
        List<StaleReason> reasons = [];
        foreach (int need in Selection.Graph.Needs(target))
        {
            if (!IsDone(need) && _reach[need] is not Reach.None)
            {
                reasons.Add(new StaleReason(StaleKind.NeedMayRun, Selection.Graph[need].Id.Value, "", ""));
            }
        }

        return reasons;
    }
}
