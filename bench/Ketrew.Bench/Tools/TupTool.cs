using System.Diagnostics;
using Ketrew.Bench.Graphs;

namespace Ketrew.Bench.Tools;

/// <summary>Tup: time stamps, a database, and a file system of its own that watches what commands read.</summary>
internal sealed class TupTool : Tool
{
    public override string Name => "tup";

    // It keeps times in seconds.
    public override TimeSpan Tick => TimeSpan.FromSeconds(1.02);

    public override void WriteProject(string folder, LayeredGraph graph, Work work)
    {
        using (StreamWriter file = new(Path.Combine(folder, "Tupfile")))
        {
            // It has no other way to write a dollar before a parenthesis.
            file.WriteLine("dollar = $");
            foreach (GraphTarget target in graph.Targets)
            {
                string text = work.Text(target).Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$(dollar)", StringComparison.Ordinal);
                file.WriteLine($": {string.Join(' ', target.Inputs)} |> {text} |> {target.Name}");
            }
        }

        ProcessStartInfo start = new(Find()!, ["init"]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }

    protected override IReadOnlyList<string> Arguments(int jobs) => [$"-j{jobs}"];
}
