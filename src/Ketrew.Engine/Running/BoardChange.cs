using Ketrew.Engine.Automaton;

namespace Ketrew.Engine.Running;

/// <summary>A target that changed its state, and what is to be done about it.</summary>
internal readonly record struct BoardChange(int Target, TargetState Old, TargetState New, TargetActions Actions);
