using System.Runtime.Versioning;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>Slurm looks every half a minute for jobs that have reached their time limits.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlurmTimeLimitTests : IDisposable
{
    private readonly SlurmCluster _cluster = new("nodes=1");

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_job_that_reached_its_time_limit_is_told_so()
    {
        await using SlurmBench bench = new(_cluster);
        AttemptReference attempt = await bench.RunAsync("echo ready; sleep 1000");

        _ = _cluster.Ask($"scontrol update JobId={SlurmBench.JobOf(attempt)} EndTime=now");
        Verdict verdict = await bench.EndAsync(attempt);

        Assert.StartsWith("Slurm says TIMEOUT on ", Assert.IsType<Verdict.TimeLimitReached>(verdict).Why, StringComparison.Ordinal);
    }
}
