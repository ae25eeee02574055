using Ketrew.Bench.Graphs;

namespace Ketrew.Bench.Tools;

/// <summary>Snakemake: time stamps, checksums of small files, and records of each job.</summary>
internal sealed class SnakemakeTool : Tool
{
    public override string Name => "snakemake";

    public override void WriteProject(string folder, LayeredGraph graph, Work work)
    {
        using StreamWriter file = new(Path.Combine(folder, "Snakefile"));
        file.WriteLine("shell.executable(\"/bin/sh\")\nshell.prefix(\"\")");
        file.WriteLine($"rule all:\n    input: {Quoted(graph.Roots)}");
        foreach (GraphTarget target in graph.Targets)
        {
            file.WriteLine($"rule {target.Name}:\n    input: {Quoted(target.Inputs)}\n    output: \"{target.Name}\"");
            file.WriteLine($"    shell: \"{work.Text(target)}\"");
        }
    }

    protected override IReadOnlyList<string> Arguments(int jobs) => ["--cores", $"{jobs}", "--quiet", "all"];

    protected override IReadOnlyList<string> DryRunArguments(int jobs) => ["--cores", $"{jobs}", "--quiet", "--dry-run", "all"];

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
