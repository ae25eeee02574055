using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>How a batch scheduler is spoken to: which commands, and what their answers mean. Runs nothing itself and keeps nothing.</summary>
/// <remarks>It knows nothing of playgrounds and verdicts: who asks it does. The truth about an attempt is its own verdict;
/// a scheduler only says queued, running or gone, and adds why.</remarks>
internal interface IScheduler
{
    /// <summary>What declarations call it: <c>slurm</c>. Begins its handles.</summary>
    string Kind { get; }

    /// <summary>Names of variables that it sets for jobs and that their steps may see: what it gave them, and who they are.</summary>
    ValueList<string> JobVariables { get; }

    /// <summary>What can be asked about a job, besides what is asked of every attempt.</summary>
    ValueList<QueryDescription> Queries { get; }

    /// <summary>Divides jobs into submissions: one each, or arrays of equal ones.</summary>
    /// <param name="jobs">At least one.</param>
    ValueList<Submission> Plan(ValueList<ScheduledJob> jobs);

    /// <summary>What came of a submission.</summary>
    /// <param name="submission">One of <see cref="Plan"/>.</param>
    /// <param name="outcome">Of its command.</param>
    SubmissionAnswer ReadSubmission(Submission submission, CommandOutcome outcome);

    /// <summary>The command that tells of jobs that are queued or run; one, however many jobs.</summary>
    /// <param name="jobs">Job ids, as <see cref="ReadSubmission"/> gave them.</param>
    string QueueCommand(ValueList<string> jobs);

    /// <summary>What the queue holds.</summary>
    /// <param name="outcome">Of <see cref="QueueCommand"/>.</param>
    QueueAnswer ReadQueue(CommandOutcome outcome);

    /// <summary>The command that tells of jobs that have left the queue; null when there is none.</summary>
    /// <param name="jobs">Job ids that a queue's answer lacked.</param>
    string? HistoryCommand(ValueList<string> jobs);

    /// <summary>What is known of jobs that have left the queue; one that is not in it is not known.</summary>
    /// <param name="outcome">Of <see cref="HistoryCommand"/>.</param>
    QueueAnswer ReadHistory(CommandOutcome outcome);

    /// <summary>The command that finds jobs of a project by the names they were submitted with, when nobody heard their ids.</summary>
    string FindCommand();

    /// <summary>Job ids by <see cref="ScheduledJob.Name"/>; of a name that was submitted twice all, newest last.</summary>
    /// <param name="outcome">Of <see cref="FindCommand"/>.</param>
    FindAnswer ReadFound(CommandOutcome outcome);

    /// <summary>The command that ends jobs, those that wait as well; must be silent about those that are gone.</summary>
    /// <param name="jobs">Job ids.</param>
    /// <param name="strength">How firmly.</param>
    string KillCommand(ValueList<string> jobs, KillStrength strength);

    /// <summary>What came of asking jobs to end, for all of them.</summary>
    /// <param name="outcome">Of <see cref="KillCommand"/>.</param>
    KillAnswer ReadKill(CommandOutcome outcome);

    /// <summary>The commands that answer one of <see cref="Queries"/>.</summary>
    /// <param name="query">Its name.</param>
    /// <param name="job">Job id.</param>
    ValueList<string> QueryCommands(string query, string job);

    /// <summary>The answer to a query.</summary>
    /// <param name="query">Its name.</param>
    /// <param name="job">Job id.</param>
    /// <param name="outcomes">Of <see cref="QueryCommands"/>.</param>
    /// <exception cref="BackendException">There is none.</exception>
    QueryAnswer ReadQuery(string query, string job, ValueList<CommandOutcome> outcomes);

    /// <summary>The commands that tell of the scheduler itself: version, queues, limits.</summary>
    ValueList<string> DescribeCommands { get; }

    /// <summary>What there is.</summary>
    /// <param name="outcomes">Of <see cref="DescribeCommands"/>.</param>
    /// <exception cref="BackendException">It can't be used.</exception>
    BackendDescription ReadDescription(ValueList<CommandOutcome> outcomes);
}
