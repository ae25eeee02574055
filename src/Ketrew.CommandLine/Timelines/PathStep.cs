namespace Ketrew.CommandLine.Timelines;

/// <summary>A link of the longest path.</summary>
/// <param name="Index">Of the bar among those of its timeline.</param>
/// <param name="Bar">The attempt.</param>
/// <param name="Gap">From the end of the link before, or the beginning of the run, until it was ready: the engine's own work, or the pause before another try.</param>
internal sealed record PathStep(int Index, AttemptBar Bar, TimeSpan Gap);
