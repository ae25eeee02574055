using Ketrew.Bench.Graphs;
using Ketrew.Bench.Measuring;
using Ketrew.Bench.Native;

namespace Ketrew.Bench.Tools;

/// <summary>No tool: C programs that do what no tool can leave out. Cold, every command is started, two at a time; without a change, every file is looked at once, by one thread.</summary>
/// <param name="programs">They are among them.</param>
internal sealed class FloorTool(NativePrograms programs) : Tool
{
    private const string Commands = "commands.txt";
    private const string Files = "files.txt";

    private bool _needsShell;

    public override string Name => "floor";

    public override string Program => programs.SpawnLoop;

    public override string Version => "floor: loops in C";

    public override void WriteProject(string folder, LayeredGraph graph, Work work)
    {
        File.WriteAllLines(Path.Combine(folder, Commands), Lines(graph, work));
        File.WriteAllLines(Path.Combine(folder, Files), [.. LayeredGraph.Sources, .. graph.Targets.Select(target => target.Name)]);
        _needsShell = work.Words(graph.Targets[0]) is null;
    }

    public override IReadOnlyList<string>? Command(Case @case, int jobs) =>
        @case == Case.Cold ? [programs.SpawnLoop, .. Arguments(jobs)] :
        @case == Case.NoChange ? [programs.StatLoop, Files] :
        null;

    protected override IReadOnlyList<string> Arguments(int jobs) => [$"{jobs}", Commands, _needsShell ? "sh" : "exec"];

    // With an empty line, at which everything before it is awaited, wherever a target needs one of those before it.
    private static IEnumerable<string> Lines(LayeredGraph graph, Work work)
    {
        HashSet<string> running = [];
        foreach (GraphTarget target in graph.Targets)
        {
            if (target.Inputs.Any(running.Contains))
            {
                running.Clear();
                yield return "";
            }

            _ = running.Add(target.Name);
            yield return work.Text(target);
        }
    }
}
