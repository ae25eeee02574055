using Ketrew.Engine.Automaton;

namespace Ketrew.Engine.Storage;

/// <summary>One entry of a target's history.</summary>
/// <param name="Run">The run in which it happened.</param>
/// <param name="At">When.</param>
/// <param name="State">The state it came to.</param>
public sealed record TransitionRecord(int Run, DateTimeOffset At, TargetState State);
