using Ketrew.Bench.Measuring;

namespace Ketrew.Bench.Plotting;

/// <summary>Which figures of the graphs are drawn: nothing to do, and everything to do.</summary>
internal static class GraphPanels
{
    /// <summary>A panel for each kind of work and case that has something to show.</summary>
    public static IReadOnlyList<Panel> Of(IReadOnlyList<GraphResult> results) =>
    [
        .. from kind in results.Select(result => result.Kind).Distinct()
           from @case in (Case[])[Case.NoChange, Case.Cold]
           // Without a change it makes no difference what targets would do.
           where @case != Case.NoChange || kind == results[0].Kind
           let title = @case == Case.NoChange ? @case.Name : $"{@case.Name}, {kind.Title}"
           select new Panel(title, Lines([.. results.Where(result => result.Kind == kind)], @case)),
    ];

    private static Series[] Lines(GraphResult[] results, Case @case) =>
    [
        .. results.SelectMany(result => result.Table.Rows).Distinct()
            .Select(tool => new Series(tool, [.. Points(results, tool, @case)]))
            .Where(series => series.Points.Count > 0),
    ];

    private static IEnumerable<(double X, double Y)> Points(GraphResult[] results, string tool, Case @case) =>
        from result in results
        where result.Table.Rows.Contains(tool)
        let time = result.Table[tool, @case.Name].Time
        where time is not null
        select ((double)result.Size.Targets, time.Value.TotalSeconds);
}
