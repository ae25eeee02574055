using Ketrew.Engine.Automaton;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Tests.Automaton.Page;

/// <summary>What the automaton does, as arrows between named states; found by asking it.</summary>
internal static class StateEdges
{
    /// <summary>The node of a state: its name, and for what is being ended the strength.</summary>
    public static string Node(TargetState state) => state is TargetState.Killing { IsForced: true } ? "KillingForced" : state.GetType().Name;

    /// <summary>The arrows of some steps, without those that lead back to where they come from; in order of the samples.</summary>
    public static IReadOnlyList<StateEdge> Of(IEnumerable<WalkStep> steps) =>
    [
        .. steps
            .Where(step => Node(step.Old) != Node(step.New))
            .GroupBy(step => (From: Node(step.Old), To: Node(step.New), Kind: step.Happened.GetType()))
            .SelectMany(edge => Labels([.. edge]).Select(label => new StateEdge(edge.Key.From, edge.Key.To, label)))
            .OrderBy(edge => Order(edge.From))
            .ThenBy(edge => Order(edge.To)),
    ];

    /// <summary>The place of a node among all.</summary>
    public static int Order(string node) => Samples.States.TakeWhile(state => Node(state) != node).Count();

    // Variants are told apart only where they lead elsewhere.
    private static string[] Labels(WalkStep[] steps)
    {
        Type kind = steps[0].Happened.GetType();
        string[] variants = [.. Samples.Events.Where(happened => happened.GetType() == kind).Select(Variant).Distinct()];
        string[] labels = [.. steps.Select(step => Variant(step.Happened)).Distinct()];
        return labels.Length == variants.Length ? [$"{kind.Name}{Condition(steps)}"] : labels;
    }

    private static bool IsLike(WalkStep step, WalkStep other) =>
        step.IsChange && Node(step.Old) == Node(other.Old) && step.Happened.GetType() == other.Happened.GetType();

    private static string Variant(TargetEvent happened) => happened switch
    {
        TargetEvent.Ended ended => FailureReason.Of(ended.Verdict) is null ? "Ended well" : "Ended badly",
        TargetEvent.KillRequested { Strength: KillStrength.Terminate } => "KillRequested in peace",
        TargetEvent.KillRequested => "KillRequested by force",
        _ => happened.GetType().Name,
    };

    // Said only where the same event leads elsewhere without one.
    private static string Condition(WalkStep[] steps)
    {
        bool hasCondition = steps[0].Before.Rules.HasCondition;
        ILookup<bool, string> nodes = Reachable.Steps
            .Where(step => IsLike(step, steps[0]))
            .ToLookup(step => step.Before.Rules.HasCondition, step => Node(step.New));
        return nodes.Count == 1 || nodes[true].Intersect(nodes[false]).Any() ? "" : hasCondition ? " with a condition" : " without a condition";
    }
}
