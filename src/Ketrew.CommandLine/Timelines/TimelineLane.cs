namespace Ketrew.CommandLine.Timelines;

/// <summary>A row: what one slot of a host did, one attempt after the other.</summary>
/// <param name="Host">The machine's name, with its backend unless that is the local one.</param>
/// <param name="Slot">From 1, in the order in which they were first used.</param>
internal sealed record TimelineLane(string Host, int Slot);
