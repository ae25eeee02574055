using Ketrew.Engine.Automaton;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Tests.Automaton;

/// <summary>Everything that a target can come to, as far as samples tell worlds apart.</summary>
internal static class Reachable
{
    private static readonly TargetRules[] _rules =
    [
        Samples.Rules, Samples.RulesWithCondition,
        Samples.Rules with { Retries = RetryPolicy.None }, Samples.RulesWithCondition with { Retries = RetryPolicy.None },
    ];

    /// <summary>With and without a condition, with two retries and with none.</summary>
    public static IReadOnlyList<World> Worlds { get; } = [.. _rules.SelectMany(Explore)];

    /// <summary>What every answer and every disturbance makes of every world.</summary>
    public static IReadOnlyList<WalkStep> Steps { get; } =
        [.. Worlds.SelectMany(world => world.Answers.Concat(world.Disturbances).Select(happened => WalkStep.From(world, happened)))];

    /// <summary>What every event makes of every state, whether a world could send it or not.</summary>
    public static IReadOnlyList<WalkStep> AllSteps { get; } =
    [
        .. Worlds
            .DistinctBy(world => (world.State, world.Rules))
            .SelectMany(world => Samples.Events.Select(happened => WalkStep.From(world, happened))),
    ];

    private static HashSet<World> Explore(TargetRules rules)
    {
        Queue<World> open = new([World.Of(rules)]);
        HashSet<World> seen = [.. open];
        while (open.TryDequeue(out World? world))
        {
            foreach (TargetEvent happened in world.Answers.Concat(world.Disturbances))
            {
                World next = world.After(happened, out _);
                if (seen.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        return seen;
    }
}
