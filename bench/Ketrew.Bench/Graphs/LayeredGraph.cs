namespace Ketrew.Bench.Graphs;

/// <summary>N targets in layers of √N; each needs two of the layer before, those of the first layer need a source.</summary>
internal sealed class LayeredGraph
{
    /// <summary>The source that all targets of the first layer read.</summary>
    public const string Source = "src";

    /// <summary>A source that one target of the first layer reads: about half of the graph lies above it.</summary>
    public const string Leaf = "leaf";

    /// <summary>A source that one target of the last layer reads, and nobody needs that one.</summary>
    public const string Extra = "extra";

    /// <summary>Lays out a graph.</summary>
    /// <param name="size">The number of targets; at least 4.</param>
    public LayeredGraph(int size)
    {
        int width = (int)Math.Sqrt(size);
        Targets = [.. Enumerable.Range(0, size).Select(index => Layout(index, width, lastLayer: (size - 1) / width))];
        EditedRoot = Targets.Single(target => target.Inputs.Contains(Extra)).Name;

        HashSet<string> needed = [.. Targets.SelectMany(target => target.Inputs)];
        Roots = [.. Targets.Select(target => target.Name).Where(name => !needed.Contains(name))];
    }

    /// <summary>All targets; every one stands behind those that it needs.</summary>
    public IReadOnlyList<GraphTarget> Targets { get; }

    /// <summary>The names of those that nobody needs: building them builds everything.</summary>
    public IReadOnlyList<string> Roots { get; }

    /// <summary>The one that reads <see cref="Extra"/>.</summary>
    public string EditedRoot { get; }

    /// <summary>The files that have to exist before.</summary>
    public static IReadOnlyList<string> Sources => [Source, Leaf, Extra];

    /// <summary>How many targets read a file, directly or through others.</summary>
    /// <param name="file">A source.</param>
    public int CountAbove(string file)
    {
        HashSet<string> reached = [file];
        return Targets.Count(target => target.Inputs.Any(reached.Contains) && reached.Add(target.Name));
    }

    private static GraphTarget Layout(int index, int width, int lastLayer)
    {
        (int layer, int position) = Math.DivRem(index, width);
        List<string> inputs = layer == 0 ? [Source] : [Name(layer - 1, position), Name(layer - 1, (position + 1) % width)];
        if (position == 0 && layer == 0)
        {
            inputs.Add(Leaf);
        }

        if (position == 0 && layer == lastLayer)
        {
            inputs.Add(Extra);
        }

        return new GraphTarget(Name(layer, position), inputs);
    }

    private static string Name(int layer, int position) => FormattableString.Invariant($"t_{layer}_{position}");
}
