using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Snapshots;

/// <summary>
/// The part of a plan that changes of files may concern: the targets that read or write them, all that need those, and what these need. What they need and nothing changed for
/// is settled: as its last success left it, so that nobody has to look at it.
/// </summary>
public sealed class PlanPart
{
    private readonly FileStatus _origin;

    private PlanPart(Plan plan, TargetGraph graph, IReadOnlySet<TargetId> settled, ValueList<int> touched, int upToDateElsewhere, FileStatus origin)
    {
        Plan = plan;
        Graph = graph;
        Settled = settled;
        Touched = touched;
        UpToDateElsewhere = upToDateElsewhere;
        _origin = origin;
    }

    /// <summary>Its targets. Of settled ones only their name and what they write mean anything.</summary>
    public Plan Plan { get; }

    /// <summary>Likewise, as a graph.</summary>
    public TargetGraph Graph { get; }

    /// <summary>How many targets were asked for that are not in it: they are up to date.</summary>
    public int UpToDateElsewhere { get; }

    /// <summary>Names of targets that are up to date, whatever their needs.</summary>
    internal IReadOnlySet<TargetId> Settled { get; }

    /// <summary>The targets that may have to run, by their number in the snapshot; ascending.</summary>
    internal ValueList<int> Touched { get; }

    /// <summary>True when a state is still the one that the snapshot speaks of; false when another engine was at work since it was read.</summary>
    /// <param name="store">Open for an engine.</param>
    public bool IsOf(StateStore store) => store.FoundSnapshot == _origin;

    /// <summary>Finds the part.</summary>
    /// <param name="section">The whole plan.</param>
    /// <param name="changed">By entry of the snapshot: true when it isn't as it was.</param>
    /// <param name="origin">Status of the snapshot's file.</param>
    /// <returns>Null when it makes no sound plan.</returns>
    /// <exception cref="IOException">The section is damaged.</exception>
    /// <exception cref="FormatException">Likewise.</exception>
    internal static PlanPart? Of(PlanSection section, bool[] changed, FileStatus origin)
    {
        bool[] isTouched = FindTouched(section, changed);
        bool[] isLast = FindLastGroups(section);
        bool[] isNeeded = FindNeeded(section, isTouched, isLast);
        SortedDictionary<int, Target> targets = [];
        for (int i = 0; i < section.Count; i++)
        {
            if (isTouched[i] || isNeeded[i])
            {
                targets.Add(i, section.Read(i));
            }
        }

        ValueList<int> touched = [.. targets.Keys.Where(i => isTouched[i])];
        ValueList<int> done = [.. targets.Keys.Where(i => !isTouched[i] && !section.IsGroup(i))];
        HashSet<TargetId> open = [.. touched.Select(i => targets[i].Id)];
        HashSet<TargetId> settled = [.. done.Select(i => targets[i].Id)];
        foreach (int i in touched.Where(i => isLast[i]))
        {
            targets[i] = targets[i] with { Needs = [.. targets[i].Needs.Where(open.Contains)], Inputs = [] };
        }

        foreach (int i in done)
        {
            targets[i] = targets[i] with { Needs = [], Inputs = [], StandardInput = null };
        }

        Plan plan = new()
        {
            Targets = [.. targets.Values],
            Defaults = [.. touched.Where(section.IsAskedFor).Select(i => targets[i].Id)],
            Pools = section.ReadPools(),
        };
        return TargetGraph.TryBuild(plan, out TargetGraph? graph, out _)
            ? new PlanPart(plan, graph, settled, touched, section.Count - graph.Count, origin)
            : null;
    }

    // What uses a changed file, and all that needs it.
    private static bool[] FindTouched(PlanSection section, bool[] changed)
    {
        Adjacency dependents = section.Needs.Reverse(section.Count);
        bool[] isTouched = new bool[section.Count];
        Stack<int> open = new();
        for (int target = 0; target < section.Count; target++)
        {
            foreach (int entry in section.Uses.Of(target))
            {
                if (changed[entry])
                {
                    open.Push(target);
                    break;
                }
            }
        }

        while (open.TryPop(out int target))
        {
            if (!isTouched[target])
            {
                isTouched[target] = true;
                Push(dependents.Of(target), open);
            }
        }

        return isTouched;
    }

    // Groups that only such groups need: nobody asks what became of all that they need.
    private static bool[] FindLastGroups(PlanSection section)
    {
        bool[] isLast = new bool[section.Count];
        Stack<int> open = new();
        for (int target = 0; target < section.Count; target++)
        {
            isLast[target] = section.IsGroup(target);
            if (!isLast[target])
            {
                open.Push(target);
            }
        }

        while (open.TryPop(out int target))
        {
            foreach (int need in section.Needs.Of(target))
            {
                if (isLast[need])
                {
                    isLast[need] = false;
                    open.Push(need);
                }
            }
        }

        return isLast;
    }

    // What touched targets need; of what is not touched, groups stand for what they need.
    private static bool[] FindNeeded(PlanSection section, bool[] isTouched, bool[] isLast)
    {
        bool[] isNeeded = new bool[section.Count];
        Stack<int> open = new();
        for (int target = 0; target < section.Count; target++)
        {
            if (isTouched[target] && !isLast[target])
            {
                Push(section.Needs.Of(target), open);
            }
        }

        while (open.TryPop(out int target))
        {
            if (!isTouched[target] && !isNeeded[target])
            {
                isNeeded[target] = true;
                if (section.IsGroup(target))
                {
                    Push(section.Needs.Of(target), open);
                }
            }
        }

        return isNeeded;
    }

    private static void Push(ReadOnlySpan<int> targets, Stack<int> open)
    {
        foreach (int target in targets)
        {
            open.Push(target);
        }
    }
}
