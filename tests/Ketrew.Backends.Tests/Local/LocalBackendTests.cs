using System.Runtime.Versioning;
using Ketrew.Backends.Local;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;

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
        Verdict verdict = await _bench.RunAsync(Bench.Shell("i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done"));

        Assert.InRange(verdict.Usage.PeakMemoryBytes, 100_000, 1_000_000_000);
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
    public void The_base_set_is_chosen_by_name()
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["PATH"] = "/bin", ["LC_ALL"] = "C", ["SECRET"] = "s", ["HOME"] = "/h" };

        Assert.Equal(["HOME", "LC_ALL", "PATH"], BaseEnvironment.Select(environment).Select(variable => variable.Name));
    }
}
