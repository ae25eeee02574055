using Ketrew.Bench.Graphs;
using Ketrew.Bench.Tools;

namespace Ketrew.Bench.Measuring;

/// <summary>Builds graphs of one kind with several tools, case after case.</summary>
/// <param name="options">How.</param>
/// <param name="runner">Who looks at the clock.</param>
/// <param name="folder">Absolute; projects are written there.</param>
/// <param name="workOf">What targets do, given the path of the log.</param>
internal sealed class GraphBenchmark(GraphOptions options, ProgramRunner runner, string folder, Func<string, Work> workOf)
{
    // By tool: how long a target took in the largest cold run so far; null when it took too long.
    private readonly Dictionary<string, TimeSpan?> _coldTimes = [];

    /// <summary>Measures cases with all tools, one round after the other, so that a slow minute of the machine hits all tools.</summary>
    /// <param name="tools">Those that are installed.</param>
    /// <param name="size">How many targets; those of a later call should be more.</param>
    /// <param name="cases">The first of them makes the project.</param>
    public Table Measure(IReadOnlyList<Tool> tools, GraphSize size, IReadOnlyList<Case> cases)
    {
        LayeredGraph graph = new(size.Targets);
        ToolProject[] projects = [.. tools.Where(tool => IsWorthTrying(tool, size)).Select(tool => new ToolProject(tool, graph, Path.Combine(folder, $"{tool.Name}-{size.Targets}"), workOf))];
        Table table = new([.. projects.Select(project => project.Tool.Name)], [.. cases.Select(@case => @case.Name)], "ninja");
        for (int round = 1; round <= size.Rounds; round++)
        {
            foreach (ToolProject project in projects)
            {
                Console.Error.WriteLine($"{size.Targets} targets, round {round} of {size.Rounds}: {project.Tool.Name}");
                MeasureRound(project, cases, table);
            }
        }

        foreach (ToolProject project in projects)
        {
            _coldTimes[project.Tool.Name] = table[project.Tool.Name, Case.Cold.Name].Time / size.Targets;
        }

        return table;
    }

    private bool IsWorthTrying(Tool tool, GraphSize size) =>
        !_coldTimes.TryGetValue(tool.Name, out TimeSpan? perTarget) || perTarget * size.Targets < options.Limit;

    private void MeasureRound(ToolProject project, IReadOnlyList<Case> cases, Table table)
    {
        foreach (Case @case in cases)
        {
            Cell cell = table[project.Tool.Name, @case.Name];
            for (int i = 0; i < @case.Repeats; i++)
            {
                cell.Problem ??= MeasureCase(project, @case, cell);
            }

            if (cell.Problem is not null)
            {
                // The project isn't in the state that the next case begins with.
                return;
            }
        }
    }

    private string? MeasureCase(ToolProject project, Case @case, Cell cell)
    {
        // So that an edit has neither the time stamp of the outputs before it nor that of those after it.
        Thread.Sleep(project.Tool.Tick);
        @case.Prepare(project);
        if (project.Tool.Command(@case, options.Jobs) is not { } command)
        {
            return null;
        }

        project.ForgetCommands();
        Thread.Sleep(project.Tool.Tick);
        try
        {
            if (runner.Measure(command, project.Folder, options.Limit) is not { } sample)
            {
                return FormattableString.Invariant($"over {options.Limit.TotalSeconds:0} s");
            }

            cell.Add(sample);
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
