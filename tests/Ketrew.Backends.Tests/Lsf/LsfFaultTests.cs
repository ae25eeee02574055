using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Backends.Tests.Transcripts;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Tests.Lsf;

/// <summary>Whatever befalls an LSF, no attempt is lost, and none begins twice.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LsfFaultTests : IAsyncLifetime
{
    private readonly LsfEmulator _lsf = new();
    private readonly Bench _work;

    public LsfFaultTests() => _work = new Bench(bench => _lsf.MakeBackend(bench.Directory["playgrounds"], "grace: 1s", "node_wait: 1s"));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _work.DisposeAsync();
        _lsf.Dispose();
    }

    [Theory]
    [InlineData("bsub -q nosuch ./ok.sh", "bsub -q nosuch ./ok.sh")]
    [InlineData("bsub -n 99 ./ok.sh", "bsub -n 99 ./ok.sh")]
    [InlineData("bsub -W bad ./ok.sh", "bsub -W bad ./ok.sh")]
    [InlineData("bsub", "bsub")]
    [InlineData("bjobs 99999", "bjobs 99999")]
    [InlineData("bjobs -json 108", "bjobs -json 108")]
    [InlineData("bkill 99999", "bkill 99999")]
    [InlineData("bkill notanid", "bkill notanid")]
    [InlineData("bhist 99999", "bhist 99999")]
    public async Task The_emulator_complains_as_the_recorded_one(string recorded, string command)
    {
        CommandOutcome expected = Transcript.Load("lsf/01-openlava.txt").Outcome(recorded);

        CommandOutcome outcome = await _lsf.AskAsync(command);

        Assert.Equal((expected.Code, expected.Output.TrimEnd('\n'), expected.Errors.TrimEnd('\n')), (outcome.Code, outcome.Output.TrimEnd('\n'), outcome.Errors.TrimEnd('\n')));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_job_whose_id_nobody_heard_runs_once_and_is_found(bool isSpectrum)
    {
        if (isSpectrum)
        {
            _lsf.Break("ibm");
        }

        _lsf.Break("lost-reply");

        Verdict verdict = await _work.RunAsync(Bench.Shell("echo once"));

        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("once\n", _work.Log());
        Assert.Equal(255, (await _lsf.AskAsync("bjobs 2")).Code);
    }

    [Fact]
    public async Task What_is_printed_around_an_answer_is_no_harm()
    {
        _lsf.Break("chatter");

        Verdict verdict = await _work.RunAsync(Bench.Shell("exit 7"));

        Assert.Equal(7, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("truncated")]
    public async Task A_daemon_that_gives_no_answer_makes_nothing_lost(string fault)
    {
        _lsf.Break("ibm");
        AttemptReference attempt = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo ready; until test -e go; do sleep 0.01; done; exit 3")), "ready");

        _lsf.Break(fault);
        AttemptObservation meanwhile = await Bench.ObserveAsync(_work.Backend, attempt);
        _ = _work.Directory.Write("go", "");
        Verdict verdict = await Bench.EndAsync(_work.Backend, attempt);

        Assert.IsType<AttemptObservation.Unknown>(meanwhile);
        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Fact]
    public async Task A_job_that_was_put_back_does_not_begin_twice()
    {
        AttemptReference attempt = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo ready; until test -e go; do sleep 0.01; done; exit 3")), "ready");

        _ = await _lsf.AskAsync("requeue 1");
        await Bench.WaitAsync(() => _lsf.AskAsync("bjobs -l 1").Result.Output.Contains("Done successfully", StringComparison.Ordinal)
            || _lsf.AskAsync("bjobs -l 1").Result.Output.Contains("Exited", StringComparison.Ordinal));
        _ = _work.Directory.Write("go", "");
        Verdict verdict = await Bench.EndAsync(_work.Backend, attempt);

        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("ready\n", _work.Log());
    }

    [Theory]
    [InlineData("unknown", "its machine is not heard")]
    public async Task A_machine_that_is_not_heard_may_run_on(string fate, string detail)
    {
        AttemptReference attempt = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        _ = await _lsf.AskAsync($"{fate} 1");
        AttemptObservation observation = await Bench.ObserveAsync(_work.Backend, attempt);

        Assert.Contains(detail, Assert.IsType<AttemptObservation.Alive>(observation).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_left_the_list_without_a_verdict_is_lost()
    {
        AttemptReference attempt = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        _ = await _lsf.AskAsync("forget 1");

        Assert.IsType<Verdict.Lost>(await Bench.EndAsync(_work.Backend, attempt));
    }

    [Fact]
    public async Task Who_kills_a_job_has_cancelled_the_attempt()
    {
        AttemptReference attempt = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        _ = await _lsf.AskAsync("bkill -s KILL 1");

        Assert.IsType<Verdict.Cancelled>(await Bench.EndAsync(_work.Backend, attempt));
    }

    [Fact]
    public async Task A_time_limit_is_told_as_one()
    {
        Verdict verdict = await _work.RunAsync(attempt => attempt with { Resources = new ResourceRequest(Time: TimeSpan.FromSeconds(60)) }, Bench.Shell("sleep 1000"));

        Assert.IsType<Verdict.TimeLimitReached>(verdict);
    }

    [Theory]
    [InlineData("held", "PSUSP (held)")]
    [InlineData("busy", "PEND (Job slot limit reached: 1 host)")]
    public async Task A_job_that_waits_is_told_with_the_reason_and_can_be_ended(string fault, string detail)
    {
        _lsf.Break(fault);
        Listener listener = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo never")));
        AttemptReference reference = await listener.StartedAsync();

        AttemptObservation observation = await Bench.ObserveAsync(_work.Backend, reference);
        KillAnswer answer = await Bench.KillAsync(_work.Backend, reference, KillStrength.Terminate);
        Verdict verdict = await Bench.EndAsync(_work.Backend, reference);

        Assert.Equal(new AttemptObservation.Alive(detail) { IsWaiting = true }, observation);
        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }

    [Fact]
    public async Task A_job_that_can_never_run_is_refused()
    {
        _lsf.Break("never");

        Verdict verdict = await _work.RunAsync(Bench.Shell("echo never"));

        Assert.Contains("never satisfied", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
    }
}
