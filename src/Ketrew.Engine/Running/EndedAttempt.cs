using Ketrew.Engine.Storage;

namespace Ketrew.Engine.Running;

/// <summary>What became of an attempt that no target was at.</summary>
/// <param name="Attempt">Which.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">For people; empty when there is nothing to say.</param>
internal sealed record EndedAttempt(UnfinishedAttempt Attempt, KillOutcome Outcome, string Detail);
