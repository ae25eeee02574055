namespace Ketrew.Bench.Graphs;

/// <summary>Built-ins of a shell only, so that what is measured is the tool and one shell.</summary>
/// <param name="log">Absolute path of the log.</param>
internal sealed class ShellWork(string log) : Work
{
    public override string Text(GraphTarget target)
    {
        IEnumerable<string> reads = target.Inputs.Select((input, i) => $"read {Variable(i)} < {input}; ");
        IEnumerable<string> terms = target.Inputs.Select((_, i) => $"{2 * i + 1} * {Variable(i)}");
        return $"{string.Concat(reads)}echo $(( ({string.Join(" + ", terms)} + 1) % 1000003 )) > {target.Name}; echo {target.Name} >> {log}";
    }

    private static string Variable(int index) => $"v{index}";
}
