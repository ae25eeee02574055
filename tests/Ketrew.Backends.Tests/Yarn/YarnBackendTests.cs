using System.Runtime.Versioning;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Clusters;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Backends.Yarn;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Tests.Yarn;

/// <summary>What becomes of attempts when the resource manager or other people interfere.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class YarnBackendTests : IAsyncLifetime
{
    private readonly YarnEmulator _cluster = new();
    private readonly Bench _bench;
    private string[] _settings = [];

    public YarnBackendTests() => _bench = new Bench(bench => _cluster.NewBackend(bench.Directory, _settings));

    private IBackend Backend => _bench.Backend;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _cluster.Fail("");
        await _bench.DisposeAsync();
        _cluster.Dispose();
    }

    [Theory]
    [InlineData("down")]
    [InlineData("status 500")]
    [InlineData("status 503")]
    public async Task A_resource_manager_that_is_down_is_waited_for(string fault)
    {
        _cluster.Fail(fault);
        Listener listener = new();
        Attempt attempt = _bench.NewAttempt(Bench.Shell("echo once"));

        Backend.Start([attempt], listener);
        await Bench.WaitAsync(() => Observe(attempt.Id) is AttemptObservation.Alive { IsWaiting: true, Detail: var detail } && detail.Contains("127.0.0.1", StringComparison.Ordinal));
        _cluster.Fail("");
        _ = await listener.StartedAsync();

        Assert.Equal(0, Assert.IsType<Verdict.Exited>(await _bench.EndAsync(listener, attempt.Id)).Code);
        Assert.Equal("once\n", _bench.Log());
    }

    [Theory]
    [InlineData("service")]
    [InlineData("application")]
    public async Task A_lost_answer_makes_nothing_run_twice(string submit)
    {
        ScheduledBackend backend = _cluster.NewBackend(_bench.Directory, $"submit: {submit}");
        _cluster.Fail("lose");
        Listener listener = new();
        Attempt attempt = _bench.NewAttempt(Bench.Shell("echo once; until test -e go; do sleep 0.01; done"));

        backend.Start([attempt], listener);
        await _bench.LogAsync("once");
        _cluster.Fail("");
        AttemptReference reference = await listener.StartedAsync();
        _ = _bench.Directory.Write("go", "");
        Verdict verdict = await Bench.EndAsync(backend, reference);

        Assert.IsType<Verdict.Exited>(verdict);
        Assert.StartsWith("yarn/1 application_", reference.Handle, StringComparison.Ordinal);
        Assert.Equal("once\n", _bench.Log());
    }

    [Fact]
    public async Task What_asks_for_more_than_there_is_is_refused()
    {
        Attempt attempt = _bench.NewAttempt(Bench.Shell("true")) with { Resources = new ResourceRequest(MemoryBytes: 1L << 40) };

        Verdict verdict = await _bench.RunAsync(attempt);

        Assert.Contains("greater than maximum allowed allocation", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_in_a_queue_is_told_and_can_be_ended()
    {
        _cluster.Fail("full");
        Attempt attempt = _bench.NewAttempt(Bench.Shell("echo never"));
        AttemptReference reference = await (await _bench.StartAsync(attempt)).StartedAsync();

        AttemptObservation observation = await Bench.ObserveAsync(Backend, reference);
        _ = await Bench.KillAsync(Backend, reference, KillStrength.Terminate);
        Verdict verdict = await Bench.EndAsync(Backend, reference);

        Assert.True(Assert.IsType<AttemptObservation.Alive>(observation).IsWaiting);
        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        Assert.False(File.Exists(_bench.LogPath(1)));
    }

    [Theory]
    [InlineData("Application application_1 was killed by user somebody at 10.0.0.1", "Cancelled")]
    [InlineData("Application killed due to exceeding its lifetime period", "TimeLimitReached")]
    [InlineData("Container [pid=7] is running 1B beyond physical memory limits. Current usage: 2 GB of 1 GB", "OutOfMemory")]
    [InlineData("Container released on a *lost* node, exitCode: -100", "NodeFailed")]
    [InlineData("Container preempted by scheduler, exitCode: -102", "Preempted")]
    public async Task Who_ended_an_application_is_told(string diagnostics, string verdict)
    {
        AttemptReference attempt = await _bench.StartAsync(_bench.NewAttempt(Bench.Shell("trap '' TERM; echo ready; while true; do sleep 0.01; done")), "ready");

        await _cluster.EndAsync(attempt, diagnostics);

        Assert.Equal(verdict, (await Bench.EndAsync(Backend, attempt)).GetType().Name);
    }

    [Fact]
    public async Task What_the_resource_manager_has_forgotten_is_told_by_its_verdict()
    {
        Attempt attempt = _bench.NewAttempt(Bench.Shell("echo ready; exit 5"));
        AttemptReference reference = await _bench.StartAsync(attempt, "ready");
        await Bench.WaitAsync(() => Directory.EnumerateFiles(_bench.Directory["playgrounds"], "verdict", SearchOption.AllDirectories).Any(path => !path.Contains("claim", StringComparison.Ordinal)));
        await _cluster.ForgetAsync();

        Assert.Equal(5, Assert.IsType<Verdict.Exited>(await Bench.EndAsync(Backend, reference)).Code);
    }

    [Fact]
    public async Task Where_signals_cannot_be_sent_the_application_is_killed()
    {
        _cluster.Fail("old");
        AttemptReference attempt = await _bench.StartAsync(_bench.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        KillAnswer answer = await Bench.KillAsync(Backend, attempt, KillStrength.Terminate);

        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.IsType<Verdict.Signaled>(await Bench.EndAsync(Backend, attempt));
    }

    [Fact]
    public void Settings_that_cannot_be_are_told()
    {
        BackendContext nothing = Declaration.Of("yarn", "/playgrounds", "setup: module load hadoop");
        BackendContext wrong = Declaration.Of("yarn", "/playgrounds", "resource_manager: master:8088", "submit: shell");

        _ = YarnBackend.Create(nothing);
        _ = YarnBackend.Create(wrong);

        Assert.Equal(
            ["it is not said which resource manager is to be asked", "YARN is asked over HTTP: there are no commands to set up"],
            nothing.Settings.Problems().Select(problem => problem.Message));
        Assert.Equal(
            ["`master:8088` is no address of a resource manager", "`submit` of the backend `yarn` must be `service` or `application`, not `shell`"],
            wrong.Settings.Problems().Select(problem => problem.Message));
    }

    private AttemptObservation Observe(AttemptId id) => Bench.ObserveAsync(Backend, new AttemptReference(id, "")).GetAwaiter().GetResult();
}
