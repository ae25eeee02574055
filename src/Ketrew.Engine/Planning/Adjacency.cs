namespace Ketrew.Engine.Planning;

/// <summary>Edges of a graph in two flat arrays: node i points to the items between two starts.</summary>
internal sealed class Adjacency
{
    private readonly int[] _starts;
    private readonly int[] _items;

    private Adjacency(int[] starts, int[] items)
    {
        _starts = starts;
        _items = items;
    }

    /// <summary>Edges as they lie in the arrays.</summary>
    /// <param name="starts">By node, where its items begin, ascending from 0; one more for the end.</param>
    /// <param name="items">Nodes.</param>
    public static Adjacency Of(int[] starts, int[] items) => new(starts, items);

    public int NodeCount => _starts.Length - 1;

    public ReadOnlySpan<int> Of(int node) => _items.AsSpan(_starts[node], _starts[node + 1] - _starts[node]);

    /// <summary>The same edges seen from the other end, each list in ascending order.</summary>
    /// <param name="nodeCount">Of the other end.</param>
    public Adjacency Reverse(int nodeCount)
    {
        int[] starts = new int[nodeCount + 1];
        foreach (int item in _items)
        {
            starts[item + 1]++;
        }

        for (int i = 0; i < nodeCount; i++)
        {
            starts[i + 1] += starts[i];
        }

        int[] next = starts[..^1];
        int[] items = new int[_items.Length];
        for (int node = 0; node < NodeCount; node++)
        {
            foreach (int item in Of(node))
            {
                items[next[item]++] = node;
            }
        }

        return new Adjacency(starts, items);
    }

    /// <summary>Collects edges node by node.</summary>
    internal sealed class Builder(int nodeCount)
    {
        private readonly int[] _starts = new int[nodeCount + 1];
        private readonly List<int> _items = new(nodeCount * 2);
        private int _node;

        /// <summary>Gives the next node its edges.</summary>
        public void Add(List<int> items)
        {
            _items.AddRange(items);
            _starts[++_node] = _items.Count;
        }

        public Adjacency Build() => new(_starts, [.. _items]);
    }
}
