using System.Runtime.Versioning;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Tests.Pbs;

/// <summary>Whatever befalls a PBS, no attempt is lost, and none begins twice.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PbsFaultTests : IAsyncLifetime
{
    private readonly PbsEmulator _pbs = new();
    private readonly Bench _work;

    public PbsFaultTests() => _work = new Bench(bench => _pbs.MakeBackend(bench.Directory["playgrounds"], "grace: 1s", "node_wait: 1s"));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _work.DisposeAsync();
        _pbs.Dispose();
    }

    [Fact]
    public async Task A_job_whose_id_nobody_heard_runs_once_and_is_found()
    {
        _pbs.Break("lost-reply");

        Verdict verdict = await _work.RunAsync(Bench.Shell("echo once"));

        Assert.Equal(new Verdict.Exited(0), verdict with { Usage = default });
        Assert.Equal("once\n", _work.Log());
        Assert.NotEqual(0, (await _pbs.AskAsync("qstat -x 2")).Code);
    }

    [Fact]
    public async Task What_could_not_be_handed_over_is_handed_over_when_the_server_is_back()
    {
        _pbs.Break("down");
        Attempt attempt = _work.NewAttempt(Bench.Shell("echo once"));
        Listener listener = new();
        _work.Backend.Start([attempt], listener);
        await Bench.WaitAsync(() => Bench.ObserveAsync(_work.Backend, new AttemptReference(attempt.Id, "")).Result is AttemptObservation.Alive { Detail: var why }
            && why.Contains("cannot connect", StringComparison.Ordinal));

        _pbs.Mend("down");
        _ = await listener.StartedAsync();
        _ = await _work.EndAsync(listener, attempt.Id);

        Assert.Equal("once\n", _work.Log());
    }

    [Theory]
    [InlineData("down")]
    [InlineData("truncated")]
    public async Task A_server_that_gives_no_answer_makes_nothing_lost(string fault)
    {
        AttemptReference attempt = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo ready; until test -e go; do sleep 0.01; done; exit 3")), "ready");

        _pbs.Break(fault);
        AttemptObservation meanwhile = await Bench.ObserveAsync(_work.Backend, attempt);
        KillAnswer answer = fault == "down" ? await Bench.KillAsync(_work.Backend, attempt, KillStrength.Terminate) : KillAnswer.Unknown;
        File.Delete(Path.Combine(_work.Directory["playgrounds"], attempt.Id.Run.Project, "1", attempt.Id.Target.ToFileName(), "1", "killed"));
        _ = _work.Directory.Write("go", "");
        Verdict verdict = await Bench.EndAsync(_work.Backend, attempt);

        Assert.IsType<AttemptObservation.Unknown>(meanwhile);
        Assert.Equal(KillAnswer.Unknown, answer);
        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Fact]
    public async Task A_job_that_its_node_is_not_heard_of_any_more_is_put_back_and_does_not_begin_twice()
    {
        AttemptReference attempt = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo ready; until test -e go; do sleep 0.01; done; exit 3")), "ready");

        _ = await _pbs.AskAsync("requeue 1 again");
        await Bench.WaitAsync(() => _pbs.AskAsync("qstat -x -f 1").Result.Output.Contains("run_count = 2", StringComparison.Ordinal));
        _ = _work.Directory.Write("go", "");
        Verdict verdict = await Bench.EndAsync(_work.Backend, attempt);

        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("ready\n", _work.Log());
    }

    [Fact]
    public async Task The_exit_status_of_an_earlier_run_is_not_an_end()
    {
        AttemptReference attempt = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        _ = await _pbs.AskAsync("requeue 1");
        AttemptObservation observation = await Bench.ObserveAsync(_work.Backend, attempt);
        _ = await _pbs.AskAsync("lose-node 1");

        Assert.Contains("put back", Assert.IsType<AttemptObservation.Alive>(observation).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_without_verdict_that_the_server_forgot_is_lost()
    {
        _pbs.Break("no-history");
        AttemptReference attempt = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        _ = await _pbs.AskAsync("forget 1");
        Verdict verdict = await Bench.EndAsync(_work.Backend, attempt);

        Assert.Contains("doesn't know job 1.pbs1", Assert.IsType<Verdict.Lost>(verdict).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_history_a_verdict_is_all_that_is_needed()
    {
        _pbs.Break("no-history");

        Verdict verdict = await _work.RunAsync(Bench.Shell("exit 7"));

        Assert.Equal(7, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Fact]
    public async Task A_lost_node_is_a_failure_of_the_node()
    {
        AttemptReference attempt = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        _ = await _pbs.AskAsync("lose-node 1");
        Verdict verdict = await Bench.EndAsync(_work.Backend, attempt);

        Assert.IsType<Verdict.NodeFailed>(verdict);
    }

    [Fact]
    public async Task Who_deletes_a_job_has_cancelled_the_attempt()
    {
        AttemptReference attempt = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        _ = await _pbs.AskAsync("qdel 1");
        Verdict verdict = await Bench.EndAsync(_work.Backend, attempt);

        Assert.IsType<Verdict.Cancelled>(verdict);
    }

    [Fact]
    public async Task A_time_limit_is_told_as_one()
    {
        Verdict verdict = await _work.RunAsync(attempt => attempt with { Resources = new ResourceRequest(Time: TimeSpan.FromSeconds(1)) }, Bench.Shell("sleep 1000"));

        Assert.IsType<Verdict.TimeLimitReached>(verdict);
    }

    [Theory]
    [InlineData("held", "H (held: u)")]
    [InlineData("busy", "Q (Not Running: Not enough free nodes available)")]
    public async Task A_job_that_waits_is_told_with_the_reason_and_can_be_ended(string fault, string detail)
    {
        _pbs.Break(fault);
        Attempt attempt = _work.NewAttempt(Bench.Shell("echo never"));
        Listener listener = await _work.StartAsync(attempt);
        AttemptReference reference = await listener.StartedAsync();

        AttemptObservation observation = await Bench.ObserveAsync(_work.Backend, reference);
        KillAnswer answer = await Bench.KillAsync(_work.Backend, reference, KillStrength.Terminate);
        Verdict verdict = await Bench.EndAsync(_work.Backend, reference);

        Assert.Equal(new AttemptObservation.Alive(detail) { IsWaiting = true }, observation);
        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.False(File.Exists(_work.LogPath(1)));
    }

    [Fact]
    public async Task A_job_that_can_never_run_is_refused_and_taken_out_of_the_queue()
    {
        _pbs.Break("never");

        Verdict verdict = await _work.RunAsync(Bench.Shell("echo never"));

        Assert.Contains("Can Never Run", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        Assert.Empty((await _pbs.AskAsync("qselect")).Output);
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_named()
    {
        Bench work = new(bench => _pbs.MakeBackend(bench.Directory["playgrounds"], "queue: nosuch"));

        Verdict verdict = await work.RunAsync(Bench.Shell("echo never"));
        BackendDescription description = await work.Backend.DescribeAsync(CancellationToken.None);
        await work.DisposeAsync();

        Assert.Contains("Unknown queue", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        Assert.Contains("there is no queue `nosuch`", description.Problems);
    }

    [Fact]
    public async Task Json_that_is_none_is_read_nevertheless()
    {
        _pbs.Break("unquoted");
        AttemptReference attempt = await _work.StartAsync(_work.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        AttemptObservation observation = await Bench.ObserveAsync(_work.Backend, attempt);

        Assert.StartsWith("R (Job run at", Assert.IsType<AttemptObservation.Alive>(observation).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slow_answers_are_waited_for()
    {
        _pbs.Break("slow", "0.7");

        Verdict verdict = await _work.RunAsync(Bench.Shell("echo once"));

        Assert.IsType<Verdict.Exited>(verdict);
        Assert.Equal("once\n", _work.Log());
    }

    [Fact]
    public async Task With_torques_face_it_is_given_a_script_and_read_as_text()
    {
        Bench work = new(bench => _pbs.MakeBackend(bench.Directory["playgrounds"], "dialect: torque", "grace: 1s"));
        AttemptReference attempt = await work.StartAsync(work.NewAttempt(Bench.Shell("echo ready; until test -e go; do sleep 0.01; done; exit 3")), "ready");

        AttemptObservation observation = await Bench.ObserveAsync(work.Backend, attempt);
        _ = work.Directory.Write("go", "");
        Verdict verdict = await Bench.EndAsync(work.Backend, attempt);
        await work.DisposeAsync();

        Assert.StartsWith("R (Job run at", Assert.IsType<AttemptObservation.Alive>(observation).Detail, StringComparison.Ordinal);
        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
    }
}
