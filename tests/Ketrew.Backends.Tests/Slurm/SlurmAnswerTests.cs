using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Slurm;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>What Slurm's commands were seen to print, and what it means.</summary>
public sealed class SlurmAnswerTests
{
    [Theory]
    [InlineData(0, "4711\n", "", "4711")]
    [InlineData(0, "3;ketrewtest\n", "", "3")]
    [InlineData(0, "welcome\n3\n", "", "3")]
    public void A_job_is_accepted_with_its_number(int code, string output, string errors, string job)
    {
        SubmissionAnswer answer = SlurmSubmission.Read(new Submission([Job()], [], ""), new CommandOutcome(code, output, errors));

        Assert.Equal([job], Assert.IsType<SubmissionAnswer.Accepted>(answer).JobIds);
    }

    [Theory]
    [InlineData(1, "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)")]
    [InlineData(1, "sbatch: error: Batch job submission failed: Protocol authentication error")]
    [InlineData(1, "sbatch: fatal: Unable to process configuration file")]
    [InlineData(1, "sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)")]
    [InlineData(137, "")]
    [InlineData(0, "")]
    public void Whether_it_has_a_job_is_unclear_when_Slurm_could_not_say(int code, string errors) =>
        Assert.IsType<SubmissionAnswer.Unclear>(SlurmSubmission.Read(new Submission([Job()], [], ""), new CommandOutcome(code, "", errors)));

    [Theory]
    [InlineData(1, "sbatch: error: Batch job submission failed: Requested time limit is invalid (missing or exceeds some limit)", "Requested time limit is invalid (missing or exceeds some limit)")]
    [InlineData(255, "sbatch: error: Invalid --time specification", "Invalid --time specification")]
    [InlineData(127, "sh: 1: sbatch: not found", "there is no sbatch: sh: 1: sbatch: not found")]
    public void A_refusal_is_told_in_Slurms_words(int code, string errors, string message) => Assert.Equal(
        message, Assert.IsType<SubmissionAnswer.Refused>(SlurmSubmission.Read(new Submission([Job()], [], ""), new CommandOutcome(code, "", errors))).Message);

    [Theory]
    [InlineData("PENDING", "Resources", JobPhase.Waiting)]
    [InlineData("PENDING", "PartitionTimeLimit", JobPhase.Stuck)]
    [InlineData("PENDING", "JobHeldUser", JobPhase.Waiting)]
    [InlineData("SPECIAL_EXIT", "job requeued in held state", JobPhase.Waiting)]
    [InlineData("COMPLETING", "None", JobPhase.Running)]
    [InlineData("SUSPENDED", "None", JobPhase.Suspended)]
    [InlineData("CANCELLED by 1000", "", JobPhase.Ended)]
    [InlineData("OUT_OF_MEMORY", "OutOfMemory", JobPhase.Ended)]
    [InlineData("SOMETHING_NEW", "", JobPhase.Running)]
    internal void A_state_is_a_phase(string state, string reason, JobPhase phase) => Assert.Equal(phase, SlurmStates.PhaseOf(state, reason));

    [Fact]
    public void Comments_of_others_may_hold_anything_and_a_number_that_was_given_to_another_is_known_by_its_name()
    {
        QueueAnswer answer = SlurmQueue.Read(new CommandOutcome(0, "CLUSTER: a\n1|RUNNING|0|1795289434|n1|0|None|a b|c|\n2|PENDING|1|N/A||0|BeginTime|ketrew-12|\n", ""));

        IReadOnlyDictionary<string, JobReport> jobs = Assert.IsType<QueueAnswer.Known>(answer).Jobs;
        Assert.Equal(("a b|c", 1795289434L), (jobs["1"].Name, jobs["1"].Began?.ToUnixTimeSeconds()));
        Assert.Equal((true, "PENDING (BeginTime)"), (jobs["2"].WasRequeued, jobs["2"].Detail));
    }

    [Fact]
    public void A_queue_that_cannot_be_asked_says_nothing_about_any_job() => Assert.IsType<QueueAnswer.Unanswered>(
        SlurmQueue.Read(new CommandOutcome(1, "", "slurm_load_jobs error: Unable to contact slurm controller (connect failure)")));

    [Fact]
    public void Of_a_job_that_was_put_back_the_last_row_counts_and_what_is_not_over_is_not_believed()
    {
        const string rows = """
            57|NODE_FAIL|2026-11-21T00:00:44|n3|0:0
            57|COMPLETED|2026-11-21T00:01:14|n1|0:0
            63|REQUEUED|2026-11-21T00:02:22|n1|0:0
            63|CANCELLED by 0|2026-11-21T00:02:26|None assigned|0:0
            64|PENDING|2026-11-21T00:02:31|None assigned|0:0
            44|FAILED|2026-11-20T23:59:14|n1|0:53
            """;

        IReadOnlyDictionary<string, JobReport> jobs = Assert.IsType<QueueAnswer.Known>(SlurmHistory.Read(new CommandOutcome(0, rows, ""))).Jobs;

        Assert.Null(jobs["57"].End);
        Assert.IsType<Verdict.Cancelled>(jobs["63"].End);
        Assert.False(jobs.ContainsKey("64"));
        Assert.IsType<Verdict.StartRefused>(jobs["44"].End);
    }

    private static ScheduledJob Job() => new(default, "ketrew-1", "t", "/p/script", "/p", "/p/scheduler.log", default);
}
