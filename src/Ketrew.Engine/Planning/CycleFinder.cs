namespace Ketrew.Engine.Planning;

/// <summary>Names cycles once it is known that there are some.</summary>
internal static class CycleFinder
{
    private const int Unseen = 0;
    private const int OnPath = 1;
    private const int Done = 2;

    /// <summary>Cycles without common nodes, each beginning with its smallest node.</summary>
    /// <param name="needs">The edges.</param>
    /// <param name="sound">Nodes that can't be in a cycle.</param>
    public static List<int[]> Find(Adjacency needs, int[] sound)
    {
        int[] marks = new int[needs.NodeCount];
        foreach (int node in sound)
        {
            marks[node] = Done;
        }

        List<int[]> cycles = [];
        for (int node = 0; node < marks.Length; node++)
        {
            if (marks[node] == Unseen)
            {
                Walk(needs, node, marks, cycles);
            }
        }

        return cycles;
    }

    // Depth first with an own stack: a chain of 100 000 targets is deeper than a thread's.
    private static void Walk(Adjacency needs, int start, int[] marks, List<int[]> cycles)
    {
        List<(int Node, int Next)> path = [(start, 0)];
        marks[start] = OnPath;
        while (path.Count > 0)
        {
            (int node, int next) = path[^1];
            ReadOnlySpan<int> edges = needs.Of(node);
            if (next == edges.Length)
            {
                marks[node] = Done;
                path.RemoveAt(path.Count - 1);
                continue;
            }

            path[^1] = (node, next + 1);
            int need = edges[next];
            if (marks[need] == OnPath)
            {
                cycles.Add(CutCycle(path, need, marks));
            }
            else if (marks[need] == Unseen)
            {
                marks[need] = OnPath;
                path.Add((need, 0));
            }
        }
    }

    // The nodes of a reported cycle are done: its chords would only tell the same story again.
    private static int[] CutCycle(List<(int Node, int Next)> path, int first, int[] marks)
    {
        int start = path.FindIndex(step => step.Node == first);
        int[] nodes = [.. path.Skip(start).Select(step => step.Node)];
        path.RemoveRange(start, path.Count - start);
        foreach (int node in nodes)
        {
            marks[node] = Done;
        }

        int smallest = Array.IndexOf(nodes, nodes.Min());
        return [.. nodes[smallest..], .. nodes[..smallest]];
    }
}
