using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>What a scheduler says of a job.</summary>
/// <param name="Phase">Where it is.</param>
/// <param name="Detail">For people, in the scheduler's own words: <c>PENDING (Resources)</c>.</param>
internal sealed record JobReport(JobPhase Phase, string Detail)
{
    /// <summary>When its script began to run; null when it hasn't, or isn't known.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>How it ended, for an attempt that left no verdict of its own: <see cref="Verdict.OutOfMemory"/>, <see cref="Verdict.NodeFailed"/>,
    /// <see cref="Verdict.TimeLimitReached"/>, <see cref="Verdict.Preempted"/>, <see cref="Verdict.Cancelled"/>, <see cref="Verdict.StartRefused"/>.
    /// Null when the scheduler doesn't say more than that it is over: lost, then.</summary>
    public Verdict? End { get; init; }

    /// <summary>The name that it was submitted with; null when that isn't told. Numbers are given to others when a scheduler begins anew.</summary>
    public string? Name { get; init; }

    /// <summary>True when it was put back into the queue after it had begun.</summary>
    public bool WasRequeued { get; init; }
}
