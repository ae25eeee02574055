using Ketrew.CommandLine.Watching;
using Ketrew.Engine.Snapshots;

namespace Ketrew.CommandLine.Verbs;

/// <summary>How a run was asked for.</summary>
internal sealed record RunManner
{
    /// <summary>How many targets run at once; at least 1.</summary>
    public required int Jobs { get; init; }

    /// <summary>Go on after failures.</summary>
    public bool KeepsGoing { get; init; }

    /// <summary>Only say what would run.</summary>
    public bool IsDry { get; init; }

    /// <summary>Say why each target runs.</summary>
    public bool Explains { get; init; }

    /// <summary>Let another process run it, in the background.</summary>
    public bool Detaches { get; init; }

    /// <summary>The process that started this one to run in the background; null in the foreground.</summary>
    public int? StartedBy { get; init; }

    /// <summary>True in the background.</summary>
    public bool IsDetached => StartedBy is not null;

    /// <summary>Why it is run again while the project is watched: then nothing is said when nothing is to do. Null for a run that somebody asked for.</summary>
    public Waking? Waking { get; init; }

    /// <summary>What was asked for, when the next run that is asked for the same may be answered from what this one sees; null when not.</summary>
    public SnapshotKey? Key { get; init; }

    /// <summary>What the workflow is a part of; null when it is whole.</summary>
    public PlanPart? Part { get; init; }

    /// <summary>Print events for programs.</summary>
    public bool IsJson { get; init; }
}
