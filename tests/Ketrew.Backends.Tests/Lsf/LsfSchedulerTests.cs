using Ketrew.Backends.Hosts;
using Ketrew.Backends.Lsf;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Transcripts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Lsf;

/// <summary>What OpenLava 2.2 answered, and LSF 10.1 by its documentation, and what is made of it.</summary>
public sealed class LsfSchedulerTests
{
    private readonly LsfScheduler _scheduler = new(new LsfSettings());

    [Fact]
    public Task Commands_are_those_of_the_dialect()
    {
        ScheduledJob job = Jobs.Example(new ResourceRequest(4, 3_000_000_000, 1, TimeSpan.FromHours(30.5)));
        LsfSettings settings = new() { Queue = "long", Project = "lab 7", Options = ["-app", "x"] };

        return Snapshot.Verify(string.Join("\n\n", Enum.GetValues<LsfDialect>().Select(dialect =>
        {
            LsfScheduler scheduler = new(settings with { Dialect = dialect });
            return string.Join('\n', [
                scheduler.Plan([job])[0].Command,
                scheduler.QueueCommand(["1", "2"]),
                scheduler.HistoryCommand(["1"]) ?? "",
                scheduler.FindCommand(),
                scheduler.KillCommand(["1", "2"], KillStrength.Terminate),
                scheduler.KillCommand(["1"], KillStrength.Kill),
                .. scheduler.QueryCommands("bpeek", "1"),
            ]);
        })));
    }

    [Theory]
    [InlineData("bsub -o out.%J -e err.%J ./ok.sh", "101")]
    [InlineData("bsub -J \"my job\" -q short -o out.%J -e err.%J < ok.sh", "102")]
    public void An_accepted_job_has_an_id(string command, string id)
    {
        CommandOutcome outcome = Load("01-openlava.txt").Outcome(command);

        SubmissionAnswer answer = _scheduler.ReadSubmission(Jobs.Submission, outcome with { Output = $"Verifying job submission parameters...\n{outcome.Output}" });

        Assert.Equal([id], Assert.IsType<SubmissionAnswer.Accepted>(answer).JobIds);
    }

    [Theory]
    [InlineData("bsub -q nosuch ./ok.sh", "No such queue")]
    [InlineData("bsub -n 99 ./ok.sh", "Too many processors requested")]
    [InlineData("bsub -R \"select[nosuch]\" ./ok.sh", "Bad resource requirement syntax")]
    [InlineData("bsub -W 10:00 -q short ./ok.sh", "Cannot exceed queue's hard limit(s)")]
    [InlineData("bsub -zzz", "illegal option")]
    public void What_will_never_be_accepted_is_refused_in_the_schedulers_words(string command, string said)
    {
        SubmissionAnswer answer = _scheduler.ReadSubmission(Jobs.Submission, Load("01-openlava.txt").Outcome(command));

        Assert.Contains(said, Assert.IsType<SubmissionAnswer.Refused>(answer).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_daemon_that_is_down_may_have_the_job()
    {
        SubmissionAnswer answer = _scheduler.ReadSubmission(Jobs.Submission, Load("03-openlava-down.txt").Outcome("su ci -c 'timeout 60 bsub -o /dev/null true'"));

        Assert.Contains("batch system daemon not responding", Assert.IsType<SubmissionAnswer.Unclear>(answer).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01-openlava.txt", "108", 0, "Waiting", "PEND (New job is waiting for scheduling: 1 host)")]
    [InlineData("02-openlava-endstates.txt", "7", 0, "Running", "RUN")]
    [InlineData("02-openlava-endstates.txt", "1", 0, "Ended", "DONE")]
    [InlineData("02-openlava-endstates.txt", "2", 0, "Ended", "EXIT (exit code 3)")]
    [InlineData("02-openlava-endstates.txt", "3", 0, "Ended", "EXIT (exit code 143)")]
    [InlineData("02-openlava-endstates.txt", "10", 0, "Waiting", "PEND (The job's pre-exec command exited with non-zero status: 1 host)")]
    public void A_job_is_told_by_its_long_text(string file, string job, int occurrence, string phase, string detail)
    {
        JobReport report = Jobs.Only(_scheduler.ReadQueue(Load(file).Outcome($"bjobs -l {job}", occurrence)));

        Assert.Equal((phase, detail), (report.Phase.ToString(), report.Detail));
    }

    [Fact]
    public void A_dependency_that_will_never_be_satisfied_keeps_a_job_for_ever()
    {
        JobReport report = Jobs.Only(_scheduler.ReadQueue(Load("01-openlava.txt").Outcome("bjobs -l 121 | head -30")));

        Assert.Equal(JobPhase.Stuck, report.Phase);
    }

    [Theory]
    [InlineData("01-openlava.txt", "108", 1, "Cancelled")]
    [InlineData("02-openlava-endstates.txt", "7", 1, "Cancelled")]
    [InlineData("02-openlava-endstates.txt", "2", 0, null)]
    [InlineData("02-openlava-endstates.txt", "4", 0, null)]
    [InlineData("02-openlava-endstates.txt", "6", 0, null)]
    public void What_ended_says_why_when_lsf_knows(string file, string job, int occurrence, string? end) =>
        Assert.Equal(end, Jobs.Only(_scheduler.ReadQueue(Load(file).Outcome($"bjobs -l {job}", occurrence))).End?.GetType().Name);

    [Fact]
    public void Several_jobs_with_long_names_are_told_apart()
    {
        CommandOutcome outcome = Load("01-openlava.txt").Outcome("bjobs -p -l ");
        string broken = outcome.Output.Replace("Job Name <my job>, User <ci>, Project <default>, Status <PEND>, Queu\n                     e", "Job Name <ketrew-1+comp\n                     ile>, User <ci>, Project <default>, Status <PE\n                     ND>, Queue", StringComparison.Ordinal);

        IReadOnlyDictionary<string, JobReport> jobs = Assert.IsType<QueueAnswer.Known>(_scheduler.ReadQueue(outcome with { Output = broken })).Jobs;

        Assert.NotEqual(outcome.Output, broken);
        Assert.Equal(["102", "110", "101", "103", "104", "105", "106", "107", "108", "111", "118"], jobs.Keys);
        Assert.Equal(("ketrew-1", JobPhase.Waiting), (jobs["102"].Name, jobs["102"].Phase));
        Assert.Equal("PSUSP (held)", jobs["111"].Detail);
    }

    [Theory]
    [InlineData("RUNLIMIT", "TimeLimitReached")]
    [InlineData("MEMLIMIT", "OutOfMemory")]
    [InlineData("OWNER", "Cancelled")]
    [InlineData("PREEMPT", "Preempted")]
    [InlineData("UNKNOWN", null)]
    public void A_reason_in_json_tells_how_it_ended(string reason, string? end) =>
        Assert.Equal(end, Jobs.Only(_scheduler.ReadQueue(Json("EXIT", "130", $"TERM_{reason}: job killed"))).End?.GetType().Name);

    [Theory]
    [InlineData("DONE", "Ended")]
    [InlineData("PEND", "Waiting")]
    [InlineData("PROV", "Waiting")]
    [InlineData("PSUSP", "Waiting")]
    [InlineData("SSUSP", "Suspended")]
    [InlineData("UNKWN", "Running")]
    [InlineData("ZOMBI", "Ended")]
    public void A_state_in_json_is_a_phase(string state, string phase) =>
        Assert.Equal(phase, Jobs.Only(_scheduler.ReadQueue(Json(state, "", ""))).Phase.ToString());

    [Fact]
    public void A_job_that_json_has_not_is_not_there()
    {
        const string text = """
            {
              "COMMAND":"bjobs",
              "JOBS":1,
              "RECORDS":[
                {"JOBID":"99999","ERROR":"Job <99999> is not found"}
              ]
            }
            """;

        Assert.Empty(Assert.IsType<QueueAnswer.Known>(_scheduler.ReadQueue(new CommandOutcome(255, text, ""))).Jobs);
    }

    [Fact]
    public void A_job_that_lacks_in_text_is_not_there() =>
        Assert.Empty(Assert.IsType<QueueAnswer.Known>(_scheduler.ReadQueue(Load("01-openlava.txt").Outcome("bjobs 99999"))).Jobs);

    [Theory]
    [InlineData("03-openlava-down.txt", "timeout 60 bjobs 211")]
    [InlineData("01-openlava.txt", "bjobs -json 108")]
    public void A_daemon_that_can_not_be_asked_says_nothing_about_jobs(string file, string command) =>
        Assert.IsType<QueueAnswer.Unanswered>(_scheduler.ReadQueue(Load(file).Outcome(command)));

    [Fact]
    public void No_beginning_of_an_answer_is_an_answer()
    {
        CommandOutcome text = Load("02-openlava-endstates.txt").Outcome("bjobs -l 2");
        CommandOutcome json = Json("RUN", "", "");

        Assert.All(Enumerable.Range(1, json.Output.Length - 3), length => AssertUnanswered(json with { Output = json.Output[..length] }));
        Assert.All(Enumerable.Range(2, text.Output.IndexOf(" loadStop ", StringComparison.Ordinal)), length => AssertUnanswered(text with { Output = text.Output[..length] }));
    }

    [Theory]
    [InlineData("103", 0, false, null)]
    [InlineData("119", 0, true, "Cancelled")]
    public void What_left_the_queue_is_known_by_its_history(string job, int occurrence, bool hasEnded, string? end)
    {
        QueueAnswer answer = _scheduler.ReadHistory(Load("01-openlava.txt").Outcome($"bhist -l {job}", occurrence));

        IReadOnlyDictionary<string, JobReport> jobs = Assert.IsType<QueueAnswer.Known>(answer).Jobs;
        Assert.Equal((hasEnded, end), (jobs.Count == 1, jobs.Values.FirstOrDefault()?.End?.GetType().Name));
    }

    [Fact]
    public void A_job_that_was_put_back_goes_on_in_its_history() =>
        Assert.Empty(Assert.IsType<QueueAnswer.Known>(_scheduler.ReadHistory(Load("02-openlava-endstates.txt").Outcome("bhist -l 8"))).Jobs);

    [Fact]
    public void A_job_without_history_is_not_known() =>
        Assert.Empty(Assert.IsType<QueueAnswer.Known>(_scheduler.ReadHistory(Load("01-openlava.txt").Outcome("bhist 99999"))).Jobs);

    [Fact]
    public void Jobs_are_found_by_the_beginning_of_their_names()
    {
        CommandOutcome outcome = Load("01-openlava.txt").Outcome("bjobs -w -a");

        FindAnswer answer = _scheduler.ReadFound(outcome with { Output = outcome.Output.Replace("sleep 100 ", "k-1+compile ", StringComparison.Ordinal) });

        IReadOnlyDictionary<string, ValueList<string>> jobs = Assert.IsType<FindAnswer.Known>(answer).Jobs;
        Assert.Equal(["108"], jobs["k-1"]);
        Assert.Equal(["102"], jobs["my job"]);
        Assert.Equal(["101", "107", "110", "111"], jobs["./ok.sh"]);
    }

    [Theory]
    [InlineData("01-openlava.txt", "bkill 108", 0, KillAnswer.Delivered)]
    [InlineData("01-openlava.txt", "bkill 108", 1, KillAnswer.AlreadyEnded)]
    [InlineData("01-openlava.txt", "bkill 99999", 0, KillAnswer.AlreadyEnded)]
    [InlineData("02-openlava-endstates.txt", "bkill 8 9", 0, KillAnswer.Delivered)]
    [InlineData("03-openlava-down.txt", "timeout 60 bkill 211", 0, KillAnswer.Unknown)]
    public void Asking_to_end_what_is_gone_is_told_from_a_daemon_that_is_down(string file, string command, int occurrence, KillAnswer answer) =>
        Assert.Equal(answer, _scheduler.ReadKill(Load(file).Outcome(command, occurrence)));

    private static Transcript Load(string file) => Transcript.Load($"lsf/{file}");

    private static CommandOutcome Json(string state, string code, string reason) => new(0, $$"""
        {
          "COMMAND":"bjobs",
          "JOBS":1,
          "RECORDS":[
            {
              "JOBID":"22005",
              "STAT":"{{state}}",
              "EXIT_CODE":"{{code}}",
              "EXIT_REASON":"{{reason}}",
              "PEND_REASON":"",
              "JOB_NAME":"ketrew-1+compile"
            }
          ]
        }
        """, "");

    private void AssertUnanswered(CommandOutcome outcome) => Assert.IsType<QueueAnswer.Unanswered>(_scheduler.ReadQueue(outcome));
}
