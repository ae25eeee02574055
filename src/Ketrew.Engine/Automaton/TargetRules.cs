using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Automaton;

/// <summary>What the automaton must know of a target.</summary>
/// <param name="Retries">Whether to try again.</param>
/// <param name="HasCondition">True when a condition tells that it is done.</param>
public readonly record struct TargetRules(RetryPolicy Retries, bool HasCondition)
{
    /// <summary>The rules of a target.</summary>
    /// <param name="target">Which.</param>
    public static TargetRules Of(Target target) => new(target.Retries, target.DoneWhen is not null);
}
