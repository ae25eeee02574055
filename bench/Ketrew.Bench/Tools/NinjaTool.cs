using Ketrew.Bench.Graphs;

namespace Ketrew.Bench.Tools;

/// <summary>Ninja: time stamps and a log of commands.</summary>
internal sealed class NinjaTool : Tool
{
    public override string Name => "ninja";

    public override void WriteProject(string folder, LayeredGraph graph, Work work)
    {
        using StreamWriter file = new(Path.Combine(folder, "build.ninja"));
        file.WriteLine("rule script\n  command = $script");
        foreach (GraphTarget target in graph.Targets)
        {
            file.WriteLine($"build {target.Name}: script {string.Join(' ', target.Inputs)}");
            file.WriteLine($"  script = {DoubleDollars(work.Text(target))}");
        }

        file.WriteLine($"build all: phony {string.Join(' ', graph.Roots)}\ndefault all");
    }

    protected override IReadOnlyList<string> Arguments(int jobs) => [$"-j{jobs}"];

    protected override IReadOnlyList<string> DryRunArguments(int jobs) => ["-n"];
}
