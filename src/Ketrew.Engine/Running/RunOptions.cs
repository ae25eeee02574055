using Ketrew.Engine.Snapshots;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>How a run goes about its targets.</summary>
public sealed record RunOptions
{
    /// <summary>How many attempts may run at once; at least 1. The command line's default is the number of cores.</summary>
    public required int Jobs { get; init; }

    /// <summary>Go on with what does not need a failed target. Default: nothing new starts after a failure.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>How long a killed attempt may clean up, and then may take to die. Default: 5 seconds each.</summary>
    public TimeSpan KillGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many lines of a failed attempt's log are shown. Default: 10.</summary>
    public int LastLineCount { get; init; } = 10;

    /// <summary>Takes what is seen, for the next run to find that nothing has changed; it is written when the state is closed. Default: null, nothing is.</summary>
    public SnapshotDraft? Snapshot { get; init; }

    /// <summary>
    /// What the selected targets are a part of: then the others count as up to date, and no processes are looked for that a forgotten attempt left.
    /// Default: null, they are a whole plan.
    /// </summary>
    public PlanPart? Part { get; init; }

    /// <summary>Targets that run whatever was done, and whatever their condition says. Unknown ones mean nothing. Default: none.</summary>
    public ValueList<TargetId> Forced { get; init; }
}
