using Ketrew.Bench.Graphs;
using Ketrew.Bench.Tools;

namespace Ketrew.Bench.Measuring;

/// <summary>Builds one graph with several tools, case after case.</summary>
/// <param name="options">How.</param>
/// <param name="folder">Absolute; projects are written there.</param>
internal sealed class GraphBenchmark(GraphOptions options, string folder)
{
    // Longer than the tick of file systems' clocks, so that an edit never has the time stamp of an output.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Measures all cases with all tools, one round after the other, so that a slow minute of the machine hits all tools.</summary>
    /// <param name="tools">Those that are installed.</param>
    /// <param name="size">The number of targets.</param>
    public Table Measure(IReadOnlyList<Tool> tools, int size)
    {
        LayeredGraph graph = new(size);
        ToolProject[] projects = [.. tools.Select(tool => new ToolProject(tool, graph, Path.Combine(folder, $"{tool.Name}-{size}")))];
        Table table = new([.. tools.Select(tool => tool.Name)], [.. Case.All.Select(@case => @case.Name)]);
        for (int round = 1; round <= options.Runs; round++)
        {
            foreach (ToolProject project in projects)
            {
                Console.Error.WriteLine($"{size} targets, round {round} of {options.Runs}: {project.Tool.Name}");
                MeasureRound(project, table);
            }
        }

        return table;
    }

    private void MeasureRound(ToolProject project, Table table)
    {
        foreach (Case @case in Case.All)
        {
            Cell cell = table[project.Tool.Name, @case.Name];
            cell.Problem ??= MeasureCase(project, @case, cell);
            if (cell.Problem is not null)
            {
                // The project isn't in the state that the next case begins with.
                return;
            }
        }
    }

    private string? MeasureCase(ToolProject project, Case @case, Cell cell)
    {
        @case.Prepare(project);
        project.ForgetCommands();
        Thread.Sleep(_pause);
        try
        {
            TimeSpan? time = ProgramRun.Measure(project.Tool.Find()!, project.Tool.Arguments(options.Jobs), project.Folder, options.Limit);
            if (time is null)
            {
                return FormattableString.Invariant($"over {options.Limit.TotalSeconds:0} s");
            }

            cell.Add(time.Value);
        }
        catch (ProgramFailedException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return "failed";
        }

        int expected = @case.ExpectedCommands(project.Graph);
        int actual = project.CountCommands();
        return actual == expected ? null : $"ran {actual} of {expected}";
    }
}
