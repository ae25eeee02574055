using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Running;

/// <summary>How a run went.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Counts">How many targets ended how.</param>
/// <param name="Duration">From the first look at files to the end.</param>
/// <param name="Failures">Root causes only, in the order in which they happened.</param>
/// <param name="IsStopped">True when somebody asked it to stop or to end.</param>
public sealed record RunSummary(int Run, RunCounts Counts, TimeSpan Duration, ValueList<RunFailure> Failures, bool IsStopped)
{
    /// <summary>True when every selected target is done.</summary>
    public bool IsSuccess => Counts is { Failed: 0, NeedsFailed: 0, Killed: 0, Detached: 0, Withdrawn: 0 };

    /// <summary>True when nothing had to run.</summary>
    public bool IsEverythingUpToDate => IsSuccess && Counts.Succeeded == 0;
}
