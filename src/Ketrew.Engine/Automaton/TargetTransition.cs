namespace Ketrew.Engine.Automaton;

/// <summary>The answer of the automaton.</summary>
/// <param name="State">The new state; the old one when the event means nothing in it.</param>
/// <param name="Actions">What must be done.</param>
public readonly record struct TargetTransition(TargetState State, TargetActions Actions);
