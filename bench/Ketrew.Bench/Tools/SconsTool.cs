using Ketrew.Bench.Graphs;

namespace Ketrew.Bench.Tools;

/// <summary>SCons: digests of content, in a file of its own.</summary>
internal sealed class SconsTool : Tool
{
    public override string Name => "scons";

    public override void WriteProject(string folder, LayeredGraph graph, Work work)
    {
        using StreamWriter file = new(Path.Combine(folder, "SConstruct"));
        file.WriteLine("command = Environment().Command");
        foreach (GraphTarget target in graph.Targets)
        {
            file.WriteLine($"command('{target.Name}', '{string.Join(' ', target.Inputs)}'.split(), '{DoubleDollars(work.Text(target))}')");
        }
    }

    protected override IReadOnlyList<string> Arguments(int jobs) => ["-Q", "-s", "-j", $"{jobs}"];

    protected override IReadOnlyList<string> DryRunArguments(int jobs) => ["-Q", "-n"];
}
