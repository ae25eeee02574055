using Ketrew.Bench.Graphs;

namespace Ketrew.Bench.Tools;

/// <summary>GNU make: time stamps only. Without its built-in rules, as anybody would who cares about speed.</summary>
internal sealed class MakeTool : Tool
{
    public override string Name => "make";

    public override void WriteProject(string folder, LayeredGraph graph, Work work)
    {
        using StreamWriter file = new(Path.Combine(folder, "Makefile"));
        file.WriteLine($".PHONY: all\nall: {string.Join(' ', graph.Roots)}");
        foreach (GraphTarget target in graph.Targets)
        {
            file.WriteLine($"{target.Name}: {string.Join(' ', target.Inputs)}");
            file.WriteLine($"\t@{DoubleDollars(work.Text(target))}");
        }
    }

    protected override IReadOnlyList<string> Arguments(int jobs) => ["-rR", $"-j{jobs}"];

    protected override IReadOnlyList<string> DryRunArguments(int jobs) => ["-rR", "-n"];
}
