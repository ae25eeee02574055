namespace Ketrew.Bench.Graphs;

/// <summary>One target of the graph: it reads numbers from files, and writes one number into a file of its own name.</summary>
/// <param name="Name">The target and the file that it writes.</param>
/// <param name="Inputs">The files that it reads: sources, or the names of other targets.</param>
internal sealed record GraphTarget(string Name, IReadOnlyList<string> Inputs);
