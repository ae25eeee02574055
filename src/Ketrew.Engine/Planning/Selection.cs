using Ketrew.Sdk;

namespace Ketrew.Engine.Planning;

/// <summary>The targets of a graph that somebody asked for, with everything they may come to need or activate.</summary>
public sealed class Selection
{
    private readonly bool[] _members;

    private Selection(TargetGraph graph, ValueList<int> roots, bool[] members)
    {
        Graph = graph;
        Roots = roots;
        _members = members;
        Targets = [.. graph.Order.Where(index => members[index])];
    }

    /// <summary>The graph that the indexes are of.</summary>
    public TargetGraph Graph { get; }

    /// <summary>What was asked for; ascending, each once.</summary>
    public ValueList<int> Roots { get; }

    /// <summary>Roots, all they need, and what those activate when they are done or fail; needs before dependents. A run need not activate all of them.</summary>
    public ValueList<int> Targets { get; }

    /// <summary>True when a target is one of <see cref="Targets"/>.</summary>
    /// <param name="target">Its index.</param>
    public bool Contains(int target) => _members[target];

    internal static Selection Close(TargetGraph graph, IEnumerable<int> roots)
    {
        ValueList<int> distinct = [.. roots.Distinct().Order()];
        bool[] members = new bool[graph.Count];
        Stack<int> open = new(distinct);
        while (open.TryPop(out int target))
        {
            if (members[target])
            {
                continue;
            }

            members[target] = true;
            Push(graph.Needs(target), open);
            Push(graph.OnSuccess(target), open);
            Push(graph.OnFailure(target), open);
        }

        return new Selection(graph, distinct, members);
    }

    private static void Push(ReadOnlySpan<int> targets, Stack<int> open)
    {
        foreach (int target in targets)
        {
            open.Push(target);
        }
    }
}
