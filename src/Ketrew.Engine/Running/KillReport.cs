using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>What became of a request to kill one target.</summary>
/// <param name="Target">Which.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">For people, such as which processes are left; empty when there is nothing to say.</param>
public sealed record KillReport(TargetId Target, KillOutcome Outcome, string Detail);
