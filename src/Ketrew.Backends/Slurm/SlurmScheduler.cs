using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Slurm;

/// <summary>Slurm, spoken to by its commands. Never by <c>--json</c>, which ignores what was asked for, and says that failed jobs succeeded.</summary>
/// <param name="settings">What was declared.</param>
internal sealed class SlurmScheduler(SlurmSettings settings) : IScheduler
{
    private readonly SlurmSubmission _submission = new(settings);

    /// <inheritdoc/>
    public string Kind => SlurmBackend.Kind;

    /// <inheritdoc/>
    public ValueList<string> JobVariables { get; } =
    [
        "SLURM_JOB_ID", "SLURM_JOBID", "SLURM_JOB_NAME", "SLURM_JOB_PARTITION", "SLURM_JOB_ACCOUNT", "SLURM_JOB_QOS", "SLURM_JOB_NODELIST", "SLURM_NODELIST",
        "SLURM_JOB_NUM_NODES", "SLURM_NNODES", "SLURM_JOB_CPUS_PER_NODE", "SLURM_CPUS_ON_NODE", "SLURM_CPUS_PER_TASK", "SLURM_MEM_PER_NODE",
        "SLURM_MEM_PER_CPU", "SLURM_JOB_GPUS", "SLURM_GPUS", "SLURM_GPUS_ON_NODE", "SLURM_NTASKS", "SLURM_NPROCS", "SLURM_TASKS_PER_NODE",
        "SLURM_CLUSTER_NAME", "SLURM_CONF", "SLURM_SUBMIT_HOST", "SLURM_ARRAY_JOB_ID", "SLURM_ARRAY_TASK_ID", "SLURM_RESTART_COUNT", "SLURMD_NODENAME",
        "CUDA_VISIBLE_DEVICES", "GPU_DEVICE_ORDINAL", "ROCR_VISIBLE_DEVICES", "ZE_AFFINITY_MASK",
    ];

    /// <inheritdoc/>
    public ValueList<QueryDescription> Queries => SlurmQueries.Names;

    /// <inheritdoc/>
    public ValueList<string> DescribeCommands => SlurmDescription.Commands;

    /// <inheritdoc/>
    public ValueList<Submission> Plan(ValueList<ScheduledJob> jobs) => settings.Arrays
        ? jobs.GroupBy(job => job.Resources).SelectMany(group => group.Chunk(SlurmArray.Longest)).Select(_submission.Of).ToValueList()
        : jobs.Select(job => _submission.Of([job])).ToValueList();

    /// <inheritdoc/>
    public SubmissionAnswer ReadSubmission(Submission submission, CommandOutcome outcome) => SlurmSubmission.Read(submission, outcome);

    // All of the user's: named jobs that are gone would be an error when there is one of them, and none when there are several.
    /// <inheritdoc/>
    public string QueueCommand(ValueList<string> jobs) => SlurmQueue.Command;

    /// <inheritdoc/>
    public QueueAnswer ReadQueue(CommandOutcome outcome) => SlurmQueue.Read(outcome);

    /// <inheritdoc/>
    public string? HistoryCommand(ValueList<string> jobs) => SlurmHistory.Command(jobs);

    /// <inheritdoc/>
    public QueueAnswer ReadHistory(CommandOutcome outcome) => SlurmHistory.Read(outcome);

    /// <inheritdoc/>
    public string FindCommand() => SlurmArray.FindCommand;

    /// <inheritdoc/>
    public FindAnswer ReadFound(CommandOutcome outcome) => SlurmArray.ReadFound(outcome);

    /// <inheritdoc/>
    public string KillCommand(ValueList<string> jobs, KillStrength strength) => SlurmKill.Command(jobs, strength);

    /// <inheritdoc/>
    public KillAnswer ReadKill(CommandOutcome outcome) => SlurmKill.Read(outcome);

    /// <inheritdoc/>
    public ValueList<string> QueryCommands(string query, string job) => SlurmQueries.Commands(query, job);

    /// <inheritdoc/>
    public QueryAnswer ReadQuery(string query, string job, ValueList<CommandOutcome> outcomes) => SlurmQueries.Read(query, job, outcomes);

    /// <inheritdoc/>
    public BackendDescription ReadDescription(ValueList<CommandOutcome> outcomes) => SlurmDescription.Read(outcomes, settings);
}
