using System.Runtime.Versioning;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>What becomes of jobs when a node fails with all that runs there.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlurmPowerCutTests : IDisposable
{
    private readonly SlurmCluster _cluster = new("nodes=2", "slurmdtimeout=5");

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_job_whose_node_failed_with_all_that_ran_there_is_told_so_after_a_while()
    {
        await using SlurmBench bench = new(_cluster, "options: --nodelist=n2", "node_wait: 1s");
        AttemptReference attempt = await bench.RunAsync("echo ready; sleep 1000");

        _cluster.KillNodeWithAllJobs("n2");
        Verdict verdict = await bench.EndAsync(attempt);

        Assert.StartsWith("Slurm says NODE_FAIL on n2", Assert.IsType<Verdict.NodeFailed>(verdict).Why, StringComparison.Ordinal);
    }
}
