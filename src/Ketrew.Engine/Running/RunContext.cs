using Ketrew.Engine.Checking;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>What the parts of one run share.</summary>
internal sealed record RunContext
{
    public required StateStore Store { get; init; }

    public required BackendSet Backends { get; init; }

    public required TimeProvider Clock { get; init; }

    public required RunOptions Options { get; init; }

    public required RunControl Control { get; init; }

    public required Action<RunPoint> AtPoint { get; init; }

    public required RunReporter Reporter { get; init; }

    public required Inspection Inspection { get; init; }

    /// <summary>Attempts of earlier runs that may still go on, also of targets that the plan has no more.</summary>
    public required ValueList<UnfinishedAttempt> Earlier { get; init; }

    /// <summary>The run's number.</summary>
    public required int Run { get; init; }

    public Selection Selection => Inspection.Selection;

    public TargetGraph Graph => Inspection.Selection.Graph;

    public ProjectFacts Facts => Inspection.Facts;

    public IBackend? BackendOf(int target) => Backends.Find(Graph, target);

    /// <summary>Makes what was recorded permanent; only then may anybody hear of it.</summary>
    public void Commit()
    {
        AtPoint(RunPoint.BeforeCommit);
        Store.Commit();
        AtPoint(RunPoint.AfterCommit);
    }
}
