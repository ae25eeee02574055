namespace Ketrew.Bench.Graphs;

/// <summary>One target of the graph: it reads numbers from files, and writes one number into a file of its own name.</summary>
/// <param name="Name">The target and the file that it writes.</param>
/// <param name="Inputs">The files that it reads: sources, or the names of other targets.</param>
internal sealed record GraphTarget(string Name, IReadOnlyList<string> Inputs)
{
    /// <summary>The command, for a POSIX shell: only built-ins, so that what is measured is the tool and one shell.</summary>
    /// <remarks>The number depends on all inputs, so that tools that compare content see a change everywhere below an edit.
    /// Each command writes its name into the log, which is how commands are counted, whatever tool runs them.</remarks>
    /// <param name="log">Absolute path of the log.</param>
    public string Script(string log)
    {
        IEnumerable<string> reads = Inputs.Select((input, i) => $"read {Variable(i)} < {input}; ");
        IEnumerable<string> terms = Inputs.Select((_, i) => $"{2 * i + 1} * {Variable(i)}");
        return $"{string.Concat(reads)}echo $(( ({string.Join(" + ", terms)} + 1) % 1000003 )) > {Name}; echo {Name} >> {log}";
    }

    private static string Variable(int index) => $"v{index}";
}
