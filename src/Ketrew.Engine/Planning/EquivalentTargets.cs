using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Planning;

/// <summary>Targets that ensure one condition are one target: the first by id runs, each other one becomes a group that needs it.</summary>
/// <remarks>The others keep their id, their tags and what they activate, so nothing that names them notices.</remarks>
internal static class EquivalentTargets
{
    private const int Itself = -1;

    /// <summary>Replaces all but the first of each kind in place. One that writes something else stands for itself.</summary>
    /// <param name="targets">In ordinal order of ids.</param>
    /// <returns>By target: the one it is the same as, or -1.</returns>
    public static int[] Merge(Target[] targets)
    {
        int[] twins = new int[targets.Length];
        Dictionary<Promise, int> firsts = [];
        for (int i = 0; i < targets.Length; i++)
        {
            twins[i] = Itself;
            if (targets[i] is { DoneWhen: { HasNever: false } condition, Equivalence: Equivalence.SameCondition } target
                && !firsts.TryAdd(PromiseOf(target, condition), i)
                && WritesAll(targets[firsts[PromiseOf(target, condition)]], target.Outputs))
            {
                twins[i] = firsts[PromiseOf(target, condition)];
                targets[i] = AsGroup(target, targets[twins[i]].Id);
            }
        }

        return twins;
    }

    // What only the other one writes would have no producer any more.
    private static bool WritesAll(Target target, ValueList<ProjectPath> outputs) => outputs.All(output => target.Outputs.AsSpan().Contains(output));

    // A command means something else in another directory or with other variables.
    private static Promise PromiseOf(Target target, Condition condition) => condition.HasCommand
        ? new Promise(condition, target.BackendName(), target.Directory, target.Environment)
        : new Promise(condition, target.BackendName(), ProjectPath.Root, []);

    private static Target AsGroup(Target target, TargetId first) => new()
    {
        Id = target.Id,
        Description = target.Description,
        Tags = target.Tags,
        Metadata = target.Metadata,
        Needs = [first],
        OnSuccess = target.OnSuccess,
        OnFailure = target.OnFailure,
        Provenance = target.Provenance,
    };

    private sealed record Promise(Condition Condition, string Backend, ProjectPath Directory, ValueList<NamedValue> Environment);
}
