using System.Runtime.Versioning;
using Ketrew.Backends.Containers;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Backends.Tests.Yarn;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Tests.Containers;

/// <summary>Containers in the jobs of a scheduler.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ContainedJobTests(Podman podman) : IClassFixture<Podman>, IAsyncLifetime
{
    private readonly Bench _bench = new(bench => YarnEmulator.Shared.NewBackend(bench.Directory, $"container_program: {podman.Program}"));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.DisposeAsync();

    [PodmanFact]
    public async Task Steps_of_a_job_run_in_the_image()
    {
        Verdict verdict = await _bench.RunAsync(Contained, Bench.Shell("cat /etc/from; exit 3"));

        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("image\n", _bench.Log());
    }

    [PodmanFact]
    public async Task An_image_that_is_not_there_is_a_refusal()
    {
        Verdict verdict = await _bench.RunAsync(
            attempt => attempt with { Container = new Container("localhost/nosuch:1") { Options = ["--pull", "never"] } }, Bench.Shell("true"));

        Assert.Equal("localhost/nosuch:1: image not known", Assert.IsType<Verdict.StartRefused>(verdict).Message);
    }

    [PodmanTheory]
    [InlineData(KillStrength.Terminate, 15)]
    [InlineData(KillStrength.Kill, 9)]
    public async Task A_job_that_is_ended_leaves_no_container(KillStrength strength, int signal)
    {
        Attempt attempt = Contained(_bench.NewAttempt(Bench.Shell("echo ready; sleep 1000")));
        AttemptReference reference = await _bench.StartAsync(attempt, "ready");

        _ = await Bench.KillAsync(_bench.Backend, reference, strength);
        Verdict verdict = await Bench.EndAsync(_bench.Backend, reference);

        Assert.Equal(signal, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        await Bench.WaitAsync(() => !podman.Ask("ps", "--all", "--format", "{{.Names}}").Contains(ContainedSteps.NameOf(attempt.Id, 0), StringComparison.Ordinal));
    }

    private static Attempt Contained(Attempt attempt) => attempt with { Container = new Container(Podman.Image) };
}
