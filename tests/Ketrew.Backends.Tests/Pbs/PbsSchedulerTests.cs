using Ketrew.Backends.Hosts;
using Ketrew.Backends.Pbs;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Transcripts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Pbs;

/// <summary>What OpenPBS 23.06.06 and a wrapper with Torque's face answered, and what is made of it.</summary>
public sealed class PbsSchedulerTests
{
    private readonly PbsScheduler _scheduler = new(new PbsSettings());

    [Fact]
    public Task Commands_are_those_of_the_dialect()
    {
        ScheduledJob job = Jobs.Example(new ResourceRequest(4, 3_000_000_000, 1, TimeSpan.FromHours(30.5)));
        PbsSettings settings = new() { Queue = "long", Account = "lab 7", Options = ["-l", "place=excl"] };
        string text = string.Join("\n\n", Enum.GetValues<PbsDialect>().Select(dialect =>
        {
            PbsScheduler scheduler = new(settings with { Dialect = dialect });
            return string.Join('\n', [
                scheduler.Plan([job])[0].Command,
                scheduler.QueueCommand(["1.pbs", "2.pbs"]),
                scheduler.HistoryCommand(["1.pbs"]) ?? "(no history)",
                scheduler.FindCommand(),
                scheduler.KillCommand(["1.pbs", "2.pbs"], KillStrength.Terminate),
                scheduler.KillCommand(["1.pbs"], KillStrength.Kill),
                .. scheduler.QueryCommands("job", "1.pbs"),
            ]);
        }));

        return Snapshot.Verify(text);
    }

    [Fact]
    public void Nothing_is_asked_for_that_the_target_does_not_ask_for()
    {
        string command = new PbsScheduler(new PbsSettings { Dialect = PbsDialect.OpenPbs }).Plan([Jobs.Example()])[0].Command;

        Assert.DoesNotContain("-l", command, StringComparison.Ordinal);
        Assert.DoesNotContain("-q", command, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_job_is_a_submission_of_its_own()
    {
        ValueList<Submission> submissions = _scheduler.Plan([Jobs.Example(), Jobs.Example(number: 2)]);

        Assert.Equal([1, 2], submissions.Select(submission => Assert.Single(submission.Jobs).Id.Number));
    }

    [Theory]
    [InlineData("01-basic.txt", "qsub ok.sh", "1.pbs1")]
    [InlineData("05-slurm-wlm-torque.txt", "qsub ok.sh", "1")]
    [InlineData("03-more.txt", "qsub -J 1-6 arr.sh", "35[].pbs1")]
    public void An_accepted_job_has_an_id(string file, string command, string id)
    {
        SubmissionAnswer answer = _scheduler.ReadSubmission(Jobs.Submission, Load(file).Outcome(command));

        Assert.Equal([id], Assert.IsType<SubmissionAnswer.Accepted>(answer).JobIds);
    }

    [Fact]
    public void What_a_hook_prints_before_the_id_is_not_the_id()
    {
        SubmissionAnswer answer = _scheduler.ReadSubmission(Jobs.Submission, new CommandOutcome(0, "Account to charge: 7\n12.pbs1\n", ""));

        Assert.Equal(["12.pbs1"], Assert.IsType<SubmissionAnswer.Accepted>(answer).JobIds);
    }

    [Theory]
    [InlineData("01-basic.txt", "qsub -q nosuch ok.sh", "Unknown queue")]
    [InlineData("01-basic.txt", "qsub -l walltime=bad ok.sh", "Illegal attribute or resource value")]
    [InlineData("01-basic.txt", "qsub -l select=1:nosuch=1 ok.sh", "Unknown resource: nosuch")]
    [InlineData("01-basic.txt", "qsub --nosuchopt ok.sh", "invalid option")]
    [InlineData("01-basic.txt", "qsub -W nosuch=1 ok.sh", "Error (15002)")]
    [InlineData("03-more.txt", "qsub -J 1-99999 arr.sh", "exceeds server or queue size limit")]
    [InlineData("04-daemons.txt", "qsub ok.sh", "Bad UID for job execution")]
    [InlineData("05-slurm-wlm-torque.txt", "qsub -q nosuch ok.sh", "Invalid partition name specified")]
    public void What_will_never_be_accepted_is_refused_in_the_schedulers_words(string file, string command, string said)
    {
        SubmissionAnswer answer = _scheduler.ReadSubmission(Jobs.Submission, Load(file).Outcome(command));

        Assert.Contains(said, Assert.IsType<SubmissionAnswer.Refused>(answer).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_down_may_have_the_job()
    {
        SubmissionAnswer answer = _scheduler.ReadSubmission(Jobs.Submission, Load("04-daemons.txt").Outcome("su ci -c 'qsub ok.sh'"));

        Assert.Contains("cannot connect to server", Assert.IsType<SubmissionAnswer.Unclear>(answer).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(137, "")]
    [InlineData(0, "")]
    [InlineData(62, "qsub: would exceed complex's per-user limit of jobs in 'Q' state")]
    [InlineData(32, "There was an error running the Slurm sbatch command.\nUnable to contact slurm controller (connect failure)")]
    public void A_lost_answer_and_a_full_queue_are_no_refusals(int code, string said)
    {
        SubmissionAnswer answer = _scheduler.ReadSubmission(Jobs.Submission, Jobs.Failure(code, said));

        Assert.IsType<SubmissionAnswer.Unclear>(answer);
    }

    [Fact]
    public void A_running_job_is_told_with_the_moment_at_which_it_began()
    {
        JobReport report = Jobs.Only(_scheduler.ReadQueue(Load("01-basic.txt").Outcome("qstat -f -F json 1.pbs1")));

        Assert.Equal(new JobReport(JobPhase.Running, "R (Job run at Sat Nov 21 at 00:32 on (pbs1:ncpus=1))")
        {
            Began = new DateTimeOffset(2026, 11, 21, 0, 32, 58, TimeSpan.Zero),
        }, report);
    }

    [Fact]
    public void Of_several_jobs_those_are_told_that_are_there()
    {
        QueueAnswer answer = _scheduler.ReadQueue(Load("02-history-endstates.txt").Outcome("qstat -f -F json 12.pbs1 21.pbs1 99999; echo partial") with
        {
            Output = Load("02-history-endstates.txt").Outcome("qstat -f -F json 12.pbs1 21.pbs1 99999; echo partial").Output.Replace("partial\n", "", StringComparison.Ordinal),
            Code = 153,
        });

        Assert.Equal(["21.pbs1"], Assert.IsType<QueueAnswer.Known>(answer).Jobs.Keys);
        Assert.Equal("Q (Not Running: Not enough free nodes available)", Jobs.Only(answer).Detail);
    }

    [Theory]
    [InlineData("01-basic.txt", "qstat -f -F json 99999.pbs1")]
    [InlineData("02-history-endstates.txt", "qstat -f -F json 12.pbs1")]
    [InlineData("01-basic.txt", "qstat -x -f -F json 1.pbs1")]
    [InlineData("05-slurm-wlm-torque.txt", "qstat 999999")]
    public void A_server_that_lacks_the_jobs_has_answered(string file, string command)
    {
        QueueAnswer answer = _scheduler.ReadQueue(Load(file).Outcome(command));

        Assert.Empty(Assert.IsType<QueueAnswer.Known>(answer).Jobs);
    }

    [Theory]
    [InlineData("04-daemons.txt", "qstat 43.pbs1")]
    [InlineData("01-basic.txt", "PBS_CONF_FILE=/nonexistent qstat")]
    [InlineData("01-basic.txt", "PBS_SERVER=pbs1:19999 qstat")]
    [InlineData("05-slurm-wlm-torque.txt", "qstat -f -F json 3")]
    public void A_server_that_can_not_be_asked_says_nothing_about_jobs(string file, string command) =>
        Assert.IsType<QueueAnswer.Unanswered>(_scheduler.ReadQueue(Load(file).Outcome(command)));

    [Fact]
    public void No_beginning_of_an_answer_is_an_answer()
    {
        CommandOutcome whole = Load("01-basic.txt").Outcome("qstat -f -F json 1.pbs1");
        CommandOutcome text = Load("05-slurm-wlm-torque.txt").Outcome("qstat -f 3");
        int state = text.Output.IndexOf("job_state", StringComparison.Ordinal);

        Assert.All(Enumerable.Range(1, whole.Output.Length - 3), length => AssertUnanswered(whole with { Output = whole.Output[..length] }));
        Assert.All(Enumerable.Range("Job Id: 3".Length, state), length => AssertUnanswered(text with { Output = text.Output[..length] }));
    }

    [Fact]
    public void Values_that_are_no_json_do_not_hide_a_job()
    {
        CommandOutcome outcome = Load("01-basic.txt").Outcome("qstat -f -F json 1.pbs1");
        string broken = outcome.Output.Replace("\"PBS_O_SYSTEM\":\t\"Linux\"", "\"A\":\t007,\n\t\t\t\t\"B\":\t\"say \"hi\"\\q\"", StringComparison.Ordinal);

        Assert.NotEqual(outcome.Output, broken);
        Assert.Equal(Jobs.Only(_scheduler.ReadQueue(outcome)), Jobs.Only(_scheduler.ReadQueue(outcome with { Output = broken })));
    }

    [Theory]
    [InlineData("02-history-endstates.txt", "22.pbs1", 0, "Waiting", "H (held: u)")]
    [InlineData("04-daemons.txt", "41.pbs1", 0, "Waiting", "Q (Not Running: Not enough free nodes available)")]
    [InlineData("02-history-endstates.txt", "24.pbs1", 0, "Running", "E (Job run at Sat Nov 21 at 00:34 on (pbs1:ncpus=1) and terminated b)")]
    public void A_job_that_is_not_over_is_told(string file, string job, int occurrence, string phase, string detail)
    {
        JobReport report = Read(file, job, occurrence);

        Assert.Equal((phase, detail), (report.Phase.ToString(), report.Detail));
    }

    [Fact]
    public void A_job_that_no_node_can_hold_is_stuck()
    {
        JobReport report = Report("    job_state = Q\n    comment = Can Never Run: Insufficient amount of resource: ncpus (R: 99 A: 2\n");

        Assert.Equal(JobPhase.Stuck, report.Phase);
    }

    [Theory]
    [InlineData("02-history-endstates.txt", "12.pbs1", 0, null)]
    [InlineData("02-history-endstates.txt", "13.pbs1", 0, null)]
    [InlineData("02-history-endstates.txt", "14.pbs1", 0, null)]
    [InlineData("03-more.txt", "16.pbs1", 0, "TimeLimitReached")]
    [InlineData("03-more.txt", "18.pbs1", 0, null)]
    [InlineData("03-more.txt", "32.pbs1", 0, "Cancelled")]
    [InlineData("02-history-endstates.txt", "21.pbs1", 0, "Cancelled")]
    [InlineData("02-history-endstates.txt", "29.pbs1", 0, "Cancelled")]
    [InlineData("04-daemons.txt", "42.pbs1", 0, "NodeFailed")]
    public void What_ended_says_why_when_pbs_knows(string file, string job, int occurrence, string? end)
    {
        JobReport report = Read(file, job, occurrence);

        Assert.Equal(JobPhase.Ended, report.Phase);
        Assert.Equal(end, report.End?.GetType().Name);
    }

    [Theory]
    [InlineData("Exit_status = -26", "OutOfMemory")]
    [InlineData("Exit_status = -28", "TimeLimitReached")]
    [InlineData("Exit_status = -1", "NodeFailed")]
    [InlineData("exit_status = -10", "OutOfMemory")]
    [InlineData("exit_status = -11", "TimeLimitReached")]
    [InlineData("exit_status = 0", null)]
    public void Numbers_below_zero_are_pbs_own(string status, string? end) =>
        Assert.Equal(end, Report($"    job_state = C\n    {status}\n").End?.GetType().Name);

    [Fact]
    public void A_wrapper_without_exit_codes_says_no_more_than_that_it_is_over()
    {
        JobReport report = Jobs.Only(_scheduler.ReadQueue(Load("05-slurm-wlm-torque.txt").Outcome("qstat -f 2", 1)));

        Assert.Equal(new JobReport(JobPhase.Ended, "C"), report);
    }

    [Fact]
    public void Long_lines_of_text_are_put_together()
    {
        CommandOutcome outcome = Load("01-basic.txt").Outcome("qstat -f 1.pbs1");

        Dictionary<string, string> attributes = Assert.IsType<Dictionary<string, Dictionary<string, string>>>(PbsRecords.Read(outcome.Output))["1.pbs1"];

        Assert.Contains("PBS_O_PATH=/opt/pbs/prefix/bin:/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games", attributes["Variable_List"].Split(','));
    }

    [Fact]
    public void Jobs_are_found_by_their_names_the_newest_last()
    {
        const string text = """
            {
            	"timestamp":	1,
            	"Jobs":	{
            		"12.pbs1":	{ "Job_Name": "compile", "job_state": "Q", "Variable_List": { "KETREW_JOB": "k-1" } },
            		"9.pbs1":	{ "Job_Name": "compile", "job_state": "Q", "Variable_List": { "KETREW_JOB": "k-1" } },
            		"10.pbs1":	{ "Job_Name": "other", "job_state": "Q" }
            	}
            }

            """;

        FindAnswer answer = _scheduler.ReadFound(new CommandOutcome(0, text, ""));

        IReadOnlyDictionary<string, ValueList<string>> jobs = Assert.IsType<FindAnswer.Known>(answer).Jobs;
        Assert.Equal(["9.pbs1", "12.pbs1"], jobs["k-1"]);
        Assert.Equal(["k-1"], jobs.Keys);
    }

    [Fact]
    public void Where_there_is_no_job_none_is_found()
    {
        FindAnswer answer = _scheduler.ReadFound(Load("03-more.txt").Outcome("qselect -u ci -s QRH"));

        Assert.Empty(Assert.IsType<FindAnswer.Known>(answer).Jobs);
    }

    [Theory]
    [InlineData("02-history-endstates.txt", "qdel 21.pbs1", KillAnswer.Delivered)]
    [InlineData("02-history-endstates.txt", "qdel 12.pbs1", KillAnswer.AlreadyEnded)]
    [InlineData("01-basic.txt", "qdel 99999", KillAnswer.AlreadyEnded)]
    [InlineData("04-daemons.txt", "qdel 43.pbs1", KillAnswer.Unknown)]
    [InlineData("05-slurm-wlm-torque.txt", "qdel 3", KillAnswer.Delivered)]
    [InlineData("05-slurm-wlm-torque.txt", "qdel 999999", KillAnswer.AlreadyEnded)]
    public void Asking_to_end_what_is_gone_is_told_from_a_server_that_is_down(string file, string command, KillAnswer answer) =>
        Assert.Equal(answer, _scheduler.ReadKill(Load(file).Outcome(command)));

    [Fact]
    public void A_query_about_a_job_that_is_gone_has_no_answer()
    {
        BackendException failure = Assert.Throws<BackendException>(
            () => _scheduler.ReadQuery("job", "1.pbs1", [Load("01-basic.txt").Outcome("qstat -f 1.pbs1", 1)]));

        Assert.Contains("Unknown Job Id 1.pbs1", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsRecoverable);
    }

    [Fact]
    public void The_comment_is_the_state_and_why()
    {
        QueryAnswer answer = _scheduler.ReadQuery("comment", "1.pbs1", [Load("01-basic.txt").Outcome("qstat -f 1.pbs1")]);

        Assert.Equal("R (Job run at Sat Nov 21 at 00:32 on (pbs1:ncpus=1))\n", Assert.IsType<QueryAnswer.Text>(answer).Content);
    }

    private static Transcript Load(string file) => Transcript.Load($"pbs/{file}");

    // The transcripts show a few lines of each job only.
    private JobReport Read(string file, string job, int occurrence)
    {
        string lines = file == "04-daemons.txt" ? "job_state|substate|Exit_status|comment|run_count|Hold_Types|exec_host"
            : file == "03-more.txt" ? "job_state|substate|Exit_status|comment|run_count|Hold_Types|array|exec_host|Job_Name|depend"
            : "job_state|substate|Exit_status|comment|history_timestamp|run_count|Hold_Types|stime|obittime|eligible|resources_used|exec_host|Job_Name";
        return Report(Load(file).Outcome($"qstat -x -f {job} | grep -E \"{lines}\" ", occurrence).Output);
    }

    private JobReport Report(string attributes) => Jobs.Only(_scheduler.ReadQueue(new CommandOutcome(0, $"Job Id: 1.pbs1\n{attributes}\n", "")));

    private void AssertUnanswered(CommandOutcome outcome) => Assert.IsType<QueueAnswer.Unanswered>(_scheduler.ReadQueue(outcome));
}
