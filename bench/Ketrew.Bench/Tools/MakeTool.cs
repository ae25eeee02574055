using Ketrew.Bench.Graphs;

namespace Ketrew.Bench.Tools;

/// <summary>GNU make: time stamps only. Without its built-in rules, as anybody would who cares about speed.</summary>
internal sealed class MakeTool : Tool
{
    public override string Name => "make";

    public override void WriteProject(string folder, LayeredGraph graph, string log)
    {
        using StreamWriter file = new(Path.Combine(folder, "Makefile"));
        file.WriteLine($".PHONY: all\nall: {string.Join(' ', graph.Roots)}");
        foreach (GraphTarget target in graph.Targets)
        {
            file.WriteLine($"{target.Name}: {string.Join(' ', target.Inputs)}");
            file.WriteLine($"\t@{target.Script(log).Replace("$", "$$", StringComparison.Ordinal)}");
        }
    }

    public override IReadOnlyList<string> Arguments(int jobs) => ["-rR", $"-j{jobs}"];
}
