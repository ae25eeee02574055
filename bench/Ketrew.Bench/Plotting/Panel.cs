namespace Ketrew.Bench.Plotting;

/// <summary>One of the charts that stand side by side.</summary>
/// <param name="Title">Above it.</param>
/// <param name="Series">Its lines; none is empty.</param>
internal sealed record Panel(string Title, IReadOnlyList<Series> Series);
