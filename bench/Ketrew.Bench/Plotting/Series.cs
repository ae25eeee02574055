namespace Ketrew.Bench.Plotting;

/// <summary>One line of a chart.</summary>
/// <param name="Name">Stands at its right end.</param>
/// <param name="Points">From left to right; all numbers above zero.</param>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points);
