using System.Runtime.Versioning;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>What becomes of attempts while the controller of Slurm is gone.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlurmOutageTests : IDisposable
{
    private readonly SlurmCluster _cluster = new("nodes=2");

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task While_the_controller_is_down_attempts_wait_to_be_submitted_and_each_is_submitted_once_when_it_is_back()
    {
        await using SlurmBench bench = new(_cluster);
        _cluster.KillController();
        Listener listener = new();

        bench.Backend.Start([bench.NewAttempt("echo once")], listener);
        AttemptReference unheard = new(bench.NewAttempt("").Id, "");
        AttemptObservation waiting = await bench.AwaitAsync(unheard, observation => observation is AttemptObservation.Alive { Detail: not "it waits to be submitted" });
        _cluster.StartController();
        AttemptReference reference = await listener.StartedAsync();
        Verdict verdict = await bench.EndAsync(reference);

        AttemptObservation.Alive alive = Assert.IsType<AttemptObservation.Alive>(waiting);
        Assert.True(alive.IsWaiting);
        Assert.Contains("Unable to contact slurm controller", alive.Detail, StringComparison.Ordinal);
        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("once\n", bench.Work.Log());
    }

    [Fact]
    public async Task What_ends_while_the_controller_is_down_is_told_and_of_the_others_nothing_is_said()
    {
        await using SlurmBench bench = new(_cluster);
        AttemptReference ending = await bench.RunAsync("echo ready; until test -e go; do sleep 0.01; done; exit 3", 1);
        AttemptReference running = await bench.RunAsync("echo ready; sleep 1000", 2);
        _cluster.KillController();

        _ = bench.Work.Directory.Write("go", "");
        Verdict verdict = await bench.EndAsync(ending);
        AttemptObservation unknown = await bench.ObserveAsync(running);
        KillAnswer answer = await Bench.KillAsync(bench.Backend, running, KillStrength.Kill);
        _cluster.StartController();

        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Contains("Unable to contact slurm controller", Assert.IsType<AttemptObservation.Unknown>(unknown).Why, StringComparison.Ordinal);
        Assert.Equal(KillAnswer.Unknown, answer);
        _ = await bench.AwaitAsync(running, observation => observation is AttemptObservation.Alive);
    }
}
