using System.Runtime.Versioning;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>What becomes of jobs that have to make room for something more important.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlurmPreemptionTests : IDisposable
{
    private readonly SlurmCluster _cluster = new("nodes=1");

    public void Dispose() => _cluster.Dispose();

    [Theory]
    [InlineData("low", "requeue: false")]
    [InlineData("lowagain", "requeue: false")]
    [InlineData("lowagain", "requeue: true")]
    public async Task A_job_that_had_to_make_room_is_told_so_and_doesn_t_run_again(string partition, string requeue)
    {
        await using SlurmBench bench = new(_cluster, $"partition: {partition}", requeue);
        AttemptReference attempt = await bench.RunAsync("echo ready; echo once >> runs; sleep 1000");

        string urgent = _cluster.Ask("sbatch --parsable -p high --exclusive -o /dev/null --chdir=/ --wrap 'sleep 5'").Trim();
        Verdict verdict = await bench.EndAsync(attempt);
        _ = _cluster.Ask($"scancel {urgent}");
        await Bench.WaitAsync(() => !_cluster.Ask("squeue -h -o %i").Split('\n').Contains(SlurmBench.JobOf(attempt)));

        Assert.IsType<Verdict.Preempted>(verdict);
        Assert.Equal("once\n", await File.ReadAllTextAsync(bench.Work.Directory["runs"]));
    }
}
