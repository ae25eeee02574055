using Ketrew.Bench.Graphs;

namespace Ketrew.Bench.Tools;

/// <summary>The executable of this repository, or another one to compare it with.</summary>
/// <param name="program">Absolute path.</param>
internal sealed class KetrewTool(string program) : Tool
{
    public override string Name => "ketrew";

    public override string Program => program;

    public override void WriteProject(string folder, LayeredGraph graph, Work work)
    {
        using StreamWriter file = new(Path.Combine(folder, "workflow.yaml"));
        file.WriteLine("ketrew: 1\nstanzas:");
        foreach (GraphTarget target in graph.Targets)
        {
            string step = work.Words(target) is { } words ? $"exec: [{string.Join(", ", words)}]" : $"run: \"{work.Text(target)}\"";
            file.WriteLine($"  - target: {{ name: {target.Name}, {step}, inputs: [{string.Join(", ", target.Inputs)}], outputs: [{target.Name}] }}");
        }

        file.WriteLine($"  - group: {{ name: all, needs: [{string.Join(", ", graph.Roots)}] }}\n  - default: [all]");
    }

    protected override IReadOnlyList<string> Arguments(int jobs) => ["run", "-j", $"{jobs}"];

    protected override IReadOnlyList<string> DryRunArguments(int jobs) => ["run", "--dry-run"];
}
