namespace Ketrew.Engine.Planning;

/// <summary>Puts needs before dependents.</summary>
internal static class TopologicalOrder
{
    /// <summary>Every node that is in no cycle and needs none that is; layer by layer, ascending inside a layer's arrival.</summary>
    public static int[] Of(Adjacency needs)
    {
        int count = needs.NodeCount;
        Adjacency dependents = needs.Reverse(count);
        int[] missing = new int[count];
        int[] order = new int[count];
        int tail = 0;
        for (int i = 0; i < count; i++)
        {
            missing[i] = needs.Of(i).Length;
            if (missing[i] == 0)
            {
                order[tail++] = i;
            }
        }

        for (int head = 0; head < tail; head++)
        {
            foreach (int dependent in dependents.Of(order[head]))
            {
                if (--missing[dependent] == 0)
                {
                    order[tail++] = dependent;
                }
            }
        }

        return order[..tail];
    }
}
