using Ketrew.Engine.Automaton;

namespace Ketrew.Engine.Tests.Automaton;

/// <summary>Something that happened to a target, and what came of it.</summary>
internal sealed record WalkStep(World Before, TargetEvent Happened, TargetTransition Transition, World After)
{
    public TargetState Old => Before.State;

    public TargetState New => After.State;

    public bool IsChange => !ReferenceEquals(Old, New);

    /// <summary>True when it asks the engine for something.</summary>
    public bool Asks(TargetActions action) => Transition.Actions.HasFlag(action);

    public static WalkStep From(World world, TargetEvent happened)
    {
        World after = world.After(happened, out TargetTransition transition);
        return new WalkStep(world, happened, transition, after);
    }

    /// <summary>For the one who reads why a property does not hold.</summary>
    public override string ToString() =>
        $"{Wording.Of(Old)}: {Wording.Of(Happened)} -> {(IsChange ? Wording.Of(Transition) : "nothing")}";
}
