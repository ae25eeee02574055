using System.Collections.Concurrent;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>Knows the jobs of attempts: from their handles, from this engine's own submissions, or by their names.</summary>
/// <param name="desk">The scheduler.</param>
/// <param name="queue">What this engine handed over.</param>
internal sealed class JobFinder(SchedulerDesk desk, SubmissionQueue queue)
{
    private readonly ConcurrentDictionary<AttemptId, string> _found = new();

    /// <summary>Finds jobs; asks the scheduler only when it must.</summary>
    /// <exception cref="BackendException">The host could not be asked.</exception>
    public async Task<FoundJobs> FindAsync(ValueList<AttemptReference> attempts, CancellationToken cancellationToken)
    {
        Dictionary<AttemptId, string> jobs = [];
        List<AttemptId> unknown = [];
        foreach (AttemptReference attempt in attempts)
        {
            string? job = JobHandle.JobOf(desk.Scheduler.Kind, attempt.Handle) ?? queue.JobOf(attempt.Id) ?? _found.GetValueOrDefault(attempt.Id);
            if (job is { Length: > 0 })
            {
                jobs[attempt.Id] = job;
            }
            else
            {
                unknown.Add(attempt.Id);
            }
        }

        return new FoundJobs(jobs, unknown.Count == 0 ? null : await AskAsync(unknown, jobs, cancellationToken));
    }

    // Null when it was told; of a name that was submitted twice the last one counts: whichever runs, the other finds the claim taken.
    private async Task<string?> AskAsync(List<AttemptId> unknown, Dictionary<AttemptId, string> jobs, CancellationToken cancellationToken)
    {
        FindAnswer answer = desk.Scheduler.ReadFound(await desk.RunAsync(desk.Prepare(desk.Scheduler.FindCommand()), cancellationToken));
        if (answer is not FindAnswer.Known known)
        {
            return (answer as FindAnswer.Unanswered)?.Why;
        }

        foreach (AttemptId id in unknown)
        {
            if (known.Jobs.TryGetValue(JobNames.Of(id), out ValueList<string> ids))
            {
                jobs[id] = _found[id] = ids[^1];
            }
        }

        return null;
    }
}
