using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>An attempt that is looked for, and what is known of it so far.</summary>
/// <param name="Id">Which.</param>
/// <param name="Job">Its job; null when nobody knows it.</param>
internal sealed record ObservedJob(AttemptId Id, string? Job)
{
    /// <summary>What is in its playground; null when that was not looked at, or there was nothing new.</summary>
    public PlaygroundSight? Sight { get; init; }

    /// <summary>What its scheduler says; null when it doesn't know the job.</summary>
    public JobReport? Report { get; init; }

    /// <summary>How long it has been so that it can't go on like this: over without a verdict, unknown to its scheduler.</summary>
    public TimeSpan Missed { get; init; }
}
