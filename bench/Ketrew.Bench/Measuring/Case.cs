using Ketrew.Bench.Graphs;

namespace Ketrew.Bench.Measuring;

/// <summary>What was done to a project before the tool is run again, and what the tool has to do about it.</summary>
/// <param name="Name">The column's heading.</param>
/// <param name="Prepare">The change; not measured.</param>
/// <param name="ExpectedCommands">How many commands have to run.</param>
/// <param name="Repeats">How often it is measured in each round.</param>
internal sealed record Case(string Name, Action<ToolProject> Prepare, Func<LayeredGraph, int> ExpectedCommands, int Repeats = 1)
{
    public static Case Cold { get; } = new("cold", project => project.Create(), graph => graph.Targets.Count);

    public static Case NoChange { get; } = new("no change", _ => { }, _ => 0, Repeats: 5);

    public static Case RootEdited { get; } =
        new("one root edited", project => project.EditSource(LayeredGraph.Extra), graph => graph.CountAbove(LayeredGraph.Extra), Repeats: 3);

    public static Case LeafEdited { get; } = new("one leaf edited", project => project.EditSource(LayeredGraph.Leaf), graph => graph.CountAbove(LayeredGraph.Leaf));

    public static Case OutputDeleted { get; } = new("one output deleted", project => project.DeleteOutput(project.Graph.EditedRoot), _ => 1, Repeats: 3);

    /// <summary>After a leaf was edited: half of all is told, nothing is done.</summary>
    public static Case DryRun { get; } = new("dry run", project => project.EditSource(LayeredGraph.Leaf), _ => 0);

    public static Case Version { get; } = new("--version", _ => { }, _ => 0, Repeats: 5);

    /// <summary>In the order in which they are run, each on what the one before has left.</summary>
    public static IReadOnlyList<Case> OfGraph { get; } = [Cold, NoChange, RootEdited, LeafEdited, OutputDeleted, DryRun];

    /// <summary>With a graph of one target: what is left is the start of the tool.</summary>
    public static IReadOnlyList<Case> OfStart { get; } = [Cold, Version, NoChange];
}
