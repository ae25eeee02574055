using System.Runtime.Versioning;
using Ketrew.Backends.Local;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Tests.Local;

[UnsupportedOSPlatform("windows")]
public sealed class LocalBackendTests : IAsyncLifetime
{
    private readonly Bench _bench = new(_ => new LocalBackend(Bench.BaseSet, "testhost", TimeProvider.System));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Peak_memory_is_told()
    {
        Verdict verdict = await _bench.RunAsync(new Step.Exec(["dd", "if=/dev/zero", "of=/dev/null", "bs=1500M", "count=1"]));

        Assert.InRange(verdict.Usage.PeakMemoryBytes, 1_500_000_000, 2_000_000_000);
    }

    [Fact]
    public async Task What_the_engine_takes_is_not_told_as_taken_by_a_small_process()
    {
        Verdict verdict = await _bench.RunAsync(Bench.Shell("i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done"));

        Assert.InRange(verdict.Usage.PeakMemoryBytes, 0, 10_000_000);
    }

    [Fact]
    public async Task A_kill_that_the_kernel_counts_is_a_lack_of_memory()
    {
        string counter = _bench.Directory.Write("vmstat", "nr_free_pages 17\noom_kill 4\n");
        using LocalBackend backend = new(Bench.BaseSet, "testhost", new MemoryKills(counter), TimeProvider.System);
        Listener listener = new();

        backend.Start([_bench.NewAttempt(Bench.Shell($"echo oom_kill 5 > vmstat; kill -KILL $$") with { Name = "greedy" })], listener);
        Verdict verdict = await listener.EndedAsync();

        Assert.Equal("greedy", Assert.IsType<Verdict.OutOfMemory>(verdict).Step);
    }

    [Fact]
    public async Task A_kill_that_somebody_asked_for_is_no_lack_of_memory()
    {
        string counter = _bench.Directory.Write("vmstat", "oom_kill 4\n");
        using LocalBackend backend = new(Bench.BaseSet, "testhost", new MemoryKills(counter), TimeProvider.System);
        Listener listener = new();
        backend.Start([_bench.NewAttempt(Bench.Shell($"echo oom_kill 5 > vmstat; echo ready; sleep 1000"))], listener);
        await _bench.LogAsync("ready");

        _ = await Bench.KillAsync(backend, await listener.StartedAsync(), KillStrength.Kill);

        Assert.IsType<Verdict.Signaled>(await listener.EndedAsync());
    }

    [Fact]
    public async Task An_empty_log_is_handed_on_and_holds_only_what_its_new_owner_prints()
    {
        _ = await _bench.RunAsync(_bench.NewAttempt(Bench.Shell(":"), number: 1));
        _ = await _bench.RunAsync(_bench.NewAttempt(Bench.Shell("echo two"), number: 2));
        _ = await _bench.RunAsync(_bench.NewAttempt(Bench.Shell("echo three"), number: 3));

        Assert.False(File.Exists(_bench.LogPath(1)));
        Assert.Equal("two\n", _bench.Log(2));
        Assert.Equal("three\n", _bench.Log(3));
    }

    [Fact]
    public async Task Empty_logs_are_gone_once_the_backend_is()
    {
        using (LocalBackend backend = new(Bench.BaseSet, "testhost", TimeProvider.System))
        {
            Listener listener = new();
            backend.Start([_bench.NewAttempt(Bench.Shell(":"))], listener);
            _ = await listener.EndedAsync();
        }

        Assert.False(File.Exists(_bench.LogPath(1)));
    }

    [Fact]
    public async Task The_backend_of_the_next_engine_knows_what_had_succeeded_and_what_had_not_begun()
    {
        string journal = Path.Combine(Path.GetDirectoryName(_bench.LogPath(1))!, "local.journal");
        using LocalBackend killed = new(Bench.BaseSet, "testhost", TimeProvider.System) { JournalPath = journal };
        Listener listener = new();
        Attempt succeeded = _bench.NewAttempt(Bench.Shell(":"));
        Attempt failed = _bench.NewAttempt(Bench.Shell("exit 3"), 2);
        Attempt unborn = _bench.NewAttempt(Bench.Shell(":"), 3);
        killed.Start([succeeded], listener);
        _ = await listener.EndedAsync();
        Listener second = new();
        killed.Start([failed], second);
        _ = await second.EndedAsync();

        using LocalBackend next = new(Bench.BaseSet, "testhost", TimeProvider.System) { JournalPath = journal };
        ValueList<AttemptObservation> observations = await next.ObserveAsync(
            [new(succeeded.Id, ""), new(failed.Id, ""), new(unborn.Id, "")], CancellationToken.None);

        Assert.IsType<Verdict.Exited>(Assert.IsType<AttemptObservation.Ended>(observations[0]).Verdict);
        Assert.IsType<Verdict.Lost>(Assert.IsType<AttemptObservation.Ended>(observations[1]).Verdict);
        Assert.IsType<Verdict.StartRefused>(Assert.IsType<AttemptObservation.Ended>(observations[2]).Verdict);
    }

    [Fact]
    public void The_base_set_is_chosen_by_name()
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["PATH"] = "/bin", ["LC_ALL"] = "C", ["SECRET"] = "s", ["HOME"] = "/h" };

        Assert.Equal(["HOME", "LC_ALL", "PATH"], BaseEnvironment.Select(environment).Select(variable => variable.Name));
    }
}
