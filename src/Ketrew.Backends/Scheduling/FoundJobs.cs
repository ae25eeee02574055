using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>The jobs of attempts.</summary>
/// <param name="Jobs">Ids by attempt; those that were never handed over are missing.</param>
/// <param name="Problem">Why it can't be told of the others; null when it can.</param>
internal sealed record FoundJobs(IReadOnlyDictionary<AttemptId, string> Jobs, string? Problem)
{
    /// <summary>The id of a job; null when there is none, or when it can't be told.</summary>
    public string? JobOf(AttemptReference attempt) => Jobs.GetValueOrDefault(attempt.Id);
}
