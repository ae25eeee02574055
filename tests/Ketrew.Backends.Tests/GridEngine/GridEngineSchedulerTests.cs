using Ketrew.Backends.GridEngine;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Transcripts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.GridEngine;

/// <summary>What Son of Grid Engine 8.1.9 answered, and what is made of it.</summary>
public sealed class GridEngineSchedulerTests
{
    private const string AccountLines = "jobnumber|taskid|failed|exit_status|qsub_time|start_time|end_time|jobname|maxvmem|ru_wallclock|deleted";

    private static readonly Transcript _recorded = Transcript.Load("gridengine/01-gridengine.txt");

    private readonly GridEngineScheduler _scheduler = new(new GridEngineSettings());

    [Fact]
    public Task Commands_say_what_was_asked_for()
    {
        ScheduledJob job = Jobs.Example(new ResourceRequest(4, 3_000_000_000, 1, TimeSpan.FromHours(30.5)));
        GridEngineScheduler scheduler = new(new GridEngineSettings
        {
            Queue = "all.q@node 1",
            Project = "lab",
            MemoryResources = ["mem_free", "h_vmem"],
            Options = ["-js", "7"],
        });

        return Snapshot.Verify(string.Join('\n', [
            scheduler.Plan([job])[0].Command,
            _scheduler.Plan([Jobs.Example()])[0].Command,
            scheduler.QueueCommand(["1", "2"]),
            scheduler.HistoryCommand(["1", "2"]) ?? "",
            scheduler.FindCommand(),
            scheduler.KillCommand(["1", "2"], KillStrength.Terminate),
            .. scheduler.QueryCommands("accounting", "1"),
        ]));
    }

    [Fact]
    public void An_accepted_job_has_an_id() =>
        Assert.Equal(["1"], Assert.IsType<SubmissionAnswer.Accepted>(_scheduler.ReadSubmission(Jobs.Submission, _recorded.Outcome("qsub -terse ok.sh"))).JobIds);

    [Theory]
    [InlineData("qsub -q nosuch ok.sh", "unknown queue \"nosuch\"")]
    [InlineData("qsub -P nosuchproj ok.sh", "the requested project \"nosuchproj\" does not exist")]
    [InlineData("qsub -l nosuch=1 ok.sh", "unknown resource \"nosuch\"")]
    [InlineData("qsub -pe nosuch 2 ok.sh", "the requested parallel environment \"nosuch\" does not exist")]
    [InlineData("qsub -zzz ok.sh", "invalid option argument")]
    [InlineData("qsub nosuchfile.sh", "No such file or directory")]
    public void What_will_never_be_accepted_is_refused_in_the_schedulers_words(string command, string said)
    {
        SubmissionAnswer answer = _scheduler.ReadSubmission(Jobs.Submission, _recorded.Outcome(command));

        string message = Assert.IsType<SubmissionAnswer.Refused>(answer).Message;
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.DoesNotContain("Exiting", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "error: commlib error: got select error (Connection refused)\nUnable to run job: unable to send message to qmaster using port 6444 on host \"sge1\": got send error\nExiting.")]
    [InlineData(137, "")]
    [InlineData(0, "")]
    public void A_master_that_is_down_and_a_lost_answer_are_no_refusals(int code, string errors) =>
        Assert.IsType<SubmissionAnswer.Unclear>(_scheduler.ReadSubmission(Jobs.Submission, Jobs.Failure(code, errors)));

    [Fact]
    public void Jobs_are_told_by_the_letters_of_their_state()
    {
        IReadOnlyDictionary<string, JobReport> jobs = Assert.IsType<QueueAnswer.Known>(_scheduler.ReadQueue(_recorded.Outcome("qstat -xml"))).Jobs;

        Assert.Equal(
            [
                ("13", JobPhase.Running, "r"), ("23", JobPhase.Running, "r"), ("9", JobPhase.Stuck, "Eqw"), ("10", JobPhase.Stuck, "Eqw"), ("15", JobPhase.Waiting, "hqw"),
            ],
            jobs.Select(job => (job.Key, job.Value.Phase, job.Value.Detail)));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 54, 30, TimeSpan.Zero), jobs["13"].Began);
        Assert.Null(jobs["15"].Began);
    }

    [Theory]
    [InlineData("qw", "Waiting")]
    [InlineData("hRwq", "Waiting")]
    [InlineData("t", "Waiting")]
    [InlineData("Rr", "Running")]
    [InlineData("dr", "Running")]
    [InlineData("s", "Suspended")]
    [InlineData("S", "Suspended")]
    [InlineData("T", "Suspended")]
    [InlineData("dT", "Suspended")]
    [InlineData("Eqw", "Stuck")]
    [InlineData("hEqw", "Stuck")]
    public void Letters_add_up(string state, string phase)
    {
        CommandOutcome outcome = _recorded.Outcome("qstat -xml");

        JobReport report = Assert.IsType<QueueAnswer.Known>(
            _scheduler.ReadQueue(outcome with { Output = outcome.Output.Replace("<state>hqw<", $"<state>{state}<", StringComparison.Ordinal) })).Jobs["15"];

        Assert.Equal((phase, state.Contains('R', StringComparison.Ordinal)), (report.Phase.ToString(), report.WasRequeued));
    }

    [Fact]
    public void Why_a_job_can_not_begin_is_told()
    {
        string reasons = string.Concat(new[] { "qstat -j 9", "qstat -j 10 | grep -E 'error|job_number'" }.Select(command => _recorded.Outcome(command).Output));
        CommandOutcome outcome = _recorded.Outcome("qstat -xml");

        IReadOnlyDictionary<string, JobReport> jobs = Assert.IsType<QueueAnswer.Known>(_scheduler.ReadQueue(outcome with { Output = outcome.Output + reasons })).Jobs;

        Assert.Equal("Eqw (can't open output file \"/nonexistent/dir/o\": No such file or directory)", jobs["9"].Detail);
        Assert.Equal("Eqw (can't chdir to /nonexistent/dir: No such file or directory)", jobs["10"].Detail);
    }

    [Fact]
    public void No_beginning_of_an_answer_is_an_answer()
    {
        CommandOutcome whole = _recorded.Outcome("qstat -xml");

        Assert.All(
            Enumerable.Range(0, whole.Output.Length - 2),
            length => Assert.IsType<QueueAnswer.Unanswered>(_scheduler.ReadQueue(whole with { Output = whole.Output[..length] })));
    }

    [Fact]
    public void A_master_that_is_down_says_nothing_about_jobs()
    {
        CommandOutcome outcome = Jobs.Failure(1, "error: commlib error: got select error (Connection refused)\nerror: unable to send message to qmaster using port 6444 on host \"sge1\": got send error\n");

        Assert.Contains("unable to send message", Assert.IsType<QueueAnswer.Unanswered>(_scheduler.ReadQueue(outcome)).Why, StringComparison.Ordinal);
        Assert.IsType<FindAnswer.Unanswered>(_scheduler.ReadFound(outcome));
        Assert.Equal(KillAnswer.Unknown, _scheduler.ReadKill(outcome));
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(3, null)]
    [InlineData(6, null)]
    [InlineData(8, "TimeLimitReached")]
    [InlineData(9, "StartRefused")]
    [InlineData(10, "StartRefused")]
    [InlineData(25, null)]
    public void What_ended_says_why_when_grid_engine_knows(int job, string? end)
    {
        JobReport report = Jobs.Only(_scheduler.ReadHistory(_recorded.Outcome($"qacct -j {job} | grep -E '{AccountLines}'")));

        Assert.Equal(JobPhase.Ended, report.Phase);
        Assert.Equal(end, report.End?.GetType().Name);
    }

    [Theory]
    [InlineData("failed 100 : assumedly after job\nexit_status 137 (Killed)", "Cancelled")]
    [InlineData("failed 37 : qmaster enforced h_rt, h_cpu, or h_vmem limit\ncategory -l h_rt=60,h_vmem=1G\nru_wallclock 3s", "OutOfMemory")]
    [InlineData("failed 37 : qmaster enforced h_rt, h_cpu, or h_vmem limit\ncategory -l h_rt=60,h_vmem=1G\nru_wallclock 61s", "TimeLimitReached")]
    [InlineData("failed 21 : in recognizing job", "NodeFailed")]
    public void Failures_are_told_apart(string lines, string end) =>
        Assert.Equal(end, Jobs.Only(_scheduler.ReadHistory(new CommandOutcome(0, $"jobnumber 1\n{lines}\n", ""))).End?.GetType().Name);

    [Fact]
    public void A_job_that_was_put_back_has_not_ended()
    {
        QueueAnswer answer = _scheduler.ReadHistory(new CommandOutcome(0, "====\njobnumber 1\nfailed 25 : rescheduling\nexit_status 0\n", ""));

        Assert.Empty(Assert.IsType<QueueAnswer.Known>(answer).Jobs);
    }

    [Fact]
    public void What_is_not_accounted_for_is_not_known() =>
        Assert.Empty(Assert.IsType<QueueAnswer.Known>(_scheduler.ReadHistory(_recorded.Outcome("qacct -j 13"))).Jobs);

    [Fact]
    public void Jobs_are_found_by_the_end_of_their_names()
    {
        CommandOutcome outcome = _recorded.Outcome("qstat -xml");

        FindAnswer answer = _scheduler.ReadFound(outcome with { Output = outcome.Output.Replace(">long.sh<", ">compile+k-1<", StringComparison.Ordinal) });

        IReadOnlyDictionary<string, ValueList<string>> jobs = Assert.IsType<FindAnswer.Known>(answer).Jobs;
        Assert.Equal(["13"], jobs["k-1"]);
        Assert.Equal(["9", "10", "15", "23"], jobs["ok.sh"]);
    }

    [Theory]
    [InlineData("qdel 13", 0, KillAnswer.Delivered)]
    [InlineData("qdel 13", 1, KillAnswer.AlreadyEnded)]
    [InlineData("qdel 99999", 0, KillAnswer.AlreadyEnded)]
    [InlineData("qdel 9 10 11; sleep 1; qstat; qacct -j 10 | grep -E 'failed|exit_status'", 0, KillAnswer.Delivered)]
    public void Asking_to_end_what_is_gone_is_told(string command, int occurrence, KillAnswer answer) =>
        Assert.Equal(answer, _scheduler.ReadKill(_recorded.Outcome(command, occurrence)));

    [Fact]
    public void A_query_about_a_job_that_is_gone_has_no_answer()
    {
        BackendException failure = Assert.Throws<BackendException>(() => _scheduler.ReadQuery("job", "99999", [_recorded.Outcome("qstat -j 99999")]));

        Assert.Contains("Following jobs do not exist", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accounting_is_shown_as_it_is()
    {
        CommandOutcome outcome = _recorded.Outcome("qacct -j 1");

        Assert.Equal(new QueryAnswer.Text(outcome.Output), _scheduler.ReadQuery("accounting", "1", [outcome]));
    }
}
