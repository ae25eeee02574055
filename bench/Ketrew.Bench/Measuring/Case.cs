using Ketrew.Bench.Graphs;

namespace Ketrew.Bench.Measuring;

/// <summary>What was done to a project before the tool is run again, and what the tool has to do about it.</summary>
/// <param name="Name">The column's heading.</param>
/// <param name="Prepare">The change; not measured.</param>
/// <param name="ExpectedCommands">How many commands have to run.</param>
internal sealed record Case(string Name, Action<ToolProject> Prepare, Func<LayeredGraph, int> ExpectedCommands)
{
    /// <summary>In the order in which they are run, each on what the one before has left.</summary>
    public static IReadOnlyList<Case> All { get; } =
    [
        new("cold", project => project.Create(), graph => graph.Targets.Count),
        new("no change", _ => { }, _ => 0),
        new("one root edited", project => project.EditSource(LayeredGraph.Extra), graph => graph.CountAbove(LayeredGraph.Extra)),
        new("one leaf edited", project => project.EditSource(LayeredGraph.Leaf), graph => graph.CountAbove(LayeredGraph.Leaf)),
        new("one output deleted", project => project.DeleteOutput(project.Graph.EditedRoot), _ => 1),
    ];
}
