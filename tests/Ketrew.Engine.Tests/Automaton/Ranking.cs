using Ketrew.Engine.Automaton;

namespace Ketrew.Engine.Tests.Automaton;

/// <summary>How far a state is from the end at most. What makes it smaller with every change can't go on for ever.</summary>
internal static class Ranking
{
    private const int Attempt = 16;

    public static int Of(TargetState state, TargetRules rules) => state switch
    {
        { IsFinal: true } => 0,
        TargetState.Passive => Left(1, rules) + 14,
        TargetState.Evaluating => Left(1, rules) + 13,
        TargetState.Waiting waiting => Left(waiting.Attempt, rules) + 12,
        TargetState.Checking checking => Left(checking.Attempt, rules) + 11,
        TargetState.Ready ready => Left(ready.Attempt, rules) + 10,
        TargetState.Starting starting => Left(starting.Attempt, rules) + 9,
        TargetState.Running running => Left(running.Attempt, rules) + 8,
        TargetState.Unknown unknown => Left(unknown.Attempt, rules) + 8,
        TargetState.Killing killing => Left(killing.Attempt, rules) + (killing.IsForced ? 4 : 6) + (killing.Timeout is null ? 0 : 1),
        TargetState.Verifying verifying => Left(verifying.Attempt, rules) + 3,
        TargetState.Retrying retrying => Left(retrying.Attempt, rules) + 2,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static int Left(int attempt, TargetRules rules) => Attempt * Math.Max(0, rules.Retries.Count + 1 - attempt);
}
