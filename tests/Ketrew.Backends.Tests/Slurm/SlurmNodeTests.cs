using System.Runtime.Versioning;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>What becomes of jobs when a node isn't heard any more, though it runs on.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlurmNodeTests : IDisposable
{
    private readonly SlurmCluster _cluster = new("nodes=2", "slurmdtimeout=5");

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Without_its_nodes_daemon_a_job_goes_on_and_its_verdict_counts_whatever_Slurm_says()
    {
        await using SlurmBench bench = new(_cluster, "options: --nodelist=n2");
        AttemptReference attempt = await bench.RunAsync("echo ready; until test -e go; do sleep 0.01; done");

        _cluster.KillNode("n2");
        AttemptObservation failed = await bench.AwaitAsync(
            attempt, observation => observation is AttemptObservation.Alive alive && alive.Detail.StartsWith("NODE_FAIL", StringComparison.Ordinal));
        _ = bench.Work.Directory.Write("go", "");
        Verdict verdict = await bench.EndAsync(attempt);

        Assert.Contains("it may run on", Assert.IsType<AttemptObservation.Alive>(failed).Detail, StringComparison.Ordinal);
        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
    }
}
