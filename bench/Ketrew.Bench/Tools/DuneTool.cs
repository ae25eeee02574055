using Ketrew.Bench.Graphs;

namespace Ketrew.Bench.Tools;

/// <summary>Dune: digests of content, and a build folder of its own. Its shared cache is off, else cold would not be cold.</summary>
internal sealed class DuneTool : Tool
{
    public override string Name => "dune";

    public override string OutputFolder => "_build/default";

    public override void WriteProject(string folder, LayeredGraph graph, Work work)
    {
        File.WriteAllText(Path.Combine(folder, "dune-project"), "(lang dune 2.0)\n");
        using StreamWriter file = new(Path.Combine(folder, "dune"));
        foreach (GraphTarget target in graph.Targets)
        {
            file.WriteLine($"(rule (targets {target.Name}) (deps {string.Join(' ', target.Inputs)})");
            string action = work.Words(target) is { } words ? $"run {string.Join(' ', words)}" : $"system \"{work.Text(target)}\"";
            file.WriteLine($" (action ({action})))");
        }

        file.WriteLine($"(alias (name everything) (deps {string.Join(' ', graph.Roots)}))");
    }

    protected override IReadOnlyList<string> Arguments(int jobs) => ["build", "--root", ".", "-j", $"{jobs}", "@everything"];
}
