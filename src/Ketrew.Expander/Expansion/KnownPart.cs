using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Lowering;
using Ketrew.Expander.Observations;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Expansion;

/// <summary>The part of a plan that stanzas which are still to be expanded can't change: targets with everything that they need.</summary>
internal sealed class KnownPart
{
    private readonly Dictionary<TargetId, string> _missing = [];
    private readonly Dictionary<TargetId, Target> _targets;

    /// <summary>Finds it.</summary>
    /// <param name="plan">What is known.</param>
    /// <param name="outputs">Who writes what.</param>
    /// <param name="isThere">True for files that no known target writes and no late stanza seems to.</param>
    public KnownPart(Plan plan, OutputIndex outputs, Func<ProjectPath, bool> isThere)
    {
        Dictionary<TargetId, List<TargetId>> dependents = [];
        _targets = plan.Targets.ToDictionary(target => target.Id);
        foreach (Target target in plan.Targets)
        {
            foreach (TargetId named in target.Needs.Concat(target.OnSuccess).Concat(target.OnFailure))
            {
                Depend(target.Id, _targets.ContainsKey(named) ? named : null, $"the target `{named}`");
            }

            // First who writes it: a file on disk may be what its writer left there the last time.
            foreach (ProjectPath input in target.Inputs)
            {
                TargetId? writer = outputs.WriterOf(input)?.Id;
                if (writer is not null || !isThere(input))
                {
                    Depend(target.Id, writer, $"the file `{input}`");
                }
            }
        }

        Spread(dependents);
        Plan = plan with
        {
            Targets = plan.Targets.Where(target => Contains(target.Id)).ToValueList(),
            Defaults = plan.Defaults.Where(Contains).ToValueList(),
        };

        void Depend(TargetId target, TargetId? on, string what)
        {
            if (on is not { } known)
            {
                _missing.TryAdd(target, what);
            }
            else if (dependents.TryGetValue(known, out List<TargetId>? list))
            {
                list.Add(target);
            }
            else
            {
                dependents.Add(known, [target]);
            }
        }
    }

    /// <summary>The targets of this part.</summary>
    public Plan Plan { get; }

    /// <summary>True when the target that a stanza waits for can be made.</summary>
    /// <param name="late">The stanza.</param>
    public bool CanEnd(LateUse late) => Contains(late.Question.Target);

    /// <summary>What will be wrong when the target that a stanza waits for is up to date. It is better known before.</summary>
    /// <param name="late">The stanza.</param>
    public IEnumerable<Diagnostic> Check(LateUse late)
    {
        if (_targets.TryGetValue(late.Question.Target, out Target? target) && MadeTargets.ProblemOf(target, late.Question.Path) is { } problem)
        {
            yield return StanzaPlaces.Place(late.Use, ExpansionProblem.NoSuchOutput(late, problem));
        }
    }

    /// <summary>Why the target that a stanza waits for can't be made.</summary>
    /// <param name="late">The stanza.</param>
    /// <param name="others">All stanzas that wait.</param>
    public Diagnostic Explain(LateUse late, IReadOnlyList<LateUse> others) => StanzaPlaces.Place(
        late.Use, ExpansionProblem.WaitsForEver(late, _missing.GetValueOrDefault(late.Question.Target), NearestName.Of(late.Question.Target.Value, _targets.Keys.Select(id => id.Value)), others));

    private bool Contains(TargetId target) => _targets.ContainsKey(target) && !_missing.ContainsKey(target);

    private void Spread(Dictionary<TargetId, List<TargetId>> dependents)
    {
        Queue<TargetId> queue = new(_missing.Keys);
        while (queue.TryDequeue(out TargetId target))
        {
            foreach (TargetId dependent in dependents.GetValueOrDefault(target) ?? [])
            {
                if (_missing.TryAdd(dependent, _missing[target]))
                {
                    queue.Enqueue(dependent);
                }
            }
        }
    }
}
