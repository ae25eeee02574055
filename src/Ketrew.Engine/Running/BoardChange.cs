using Ketrew.Engine.Automaton;

namespace Ketrew.Engine.Running;

/// <summary>A target that changed its state, and what is to be done about it.</summary>
internal readonly record struct BoardChange(int Target, TargetState Old, TargetState New, TargetActions Actions)
{
    /// <summary>True when an attempt is over with it, and verified if it had to be.</summary>
    public bool EndsAttempt =>
        (Old.HasProcess || Old is TargetState.Verifying) && !New.HasProcess && New is not (TargetState.Verifying or TargetState.Detached);
}
