using Ketrew.Engine.Automaton;

namespace Ketrew.CommandLine.Timelines;

/// <summary>How an attempt ended, as far as a colour tells.</summary>
internal enum AttemptOutcome
{
    /// <summary>Well.</summary>
    Done,

    /// <summary>It failed, whether or not it was tried again.</summary>
    Failed,

    /// <summary>Somebody ended it.</summary>
    Killed,

    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It ran when it was seen last.</summary>
    Unknown,

    /// <summary>It was left running when the run ended.</summary>
    Detached,
}

/// <summary>Tells outcomes from states.</summary>
internal static class AttemptOutcomes
{
    /// <summary>The outcome of an attempt.</summary>
    /// <param name="state">Its last state.</param>
    /// <param name="goesOn">False when its run is over, so that nobody watches it any more.</param>
    public static AttemptOutcome Of(TargetState state, bool goesOn) => state switch
    {
        TargetState.Succeeded => AttemptOutcome.Done,
        TargetState.Failed or TargetState.Retrying => AttemptOutcome.Failed,
        TargetState.Killed => AttemptOutcome.Killed,
        TargetState.Detached => AttemptOutcome.Detached,
        TargetState.Unknown => AttemptOutcome.Unknown,
        _ => goesOn ? AttemptOutcome.Running : AttemptOutcome.Unknown,
    };

    /// <summary>The word for people and scripts.</summary>
    public static string Name(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Done => "done",
        AttemptOutcome.Failed => "failed",
        AttemptOutcome.Killed => "killed",
        AttemptOutcome.Running => "running",
        AttemptOutcome.Unknown => "unknown",
        AttemptOutcome.Detached => "detached",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
