namespace Ketrew.Bench.Measuring;

/// <summary>How the graph is measured.</summary>
/// <param name="Jobs">Commands at a time.</param>
/// <param name="Limit">A single run that takes longer is given up, and the cases behind it are not run; a tool that is bound to take longer, by what it took for a smaller graph, isn't tried.</param>
internal sealed record GraphOptions(int Jobs, TimeSpan Limit);
