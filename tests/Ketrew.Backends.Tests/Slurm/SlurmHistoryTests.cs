using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>What is known of jobs that the queue has forgotten, where there is no database.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlurmHistoryTests : IDisposable
{
    private readonly SlurmCluster _cluster = new("nodes=2", "minjobage=2");

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task What_the_queue_has_forgotten_is_looked_up_in_the_record_of_ended_jobs()
    {
        await using SlurmBench bench = new(_cluster, "arrays: false");
        AttemptReference killed = await bench.RunAsync("echo ready; sleep 1000", 1);
        AttemptReference cancelled = await bench.SubmitAsync(bench.NewAttempt("sleep 1000", 2));
        AttemptReference ended = await bench.RunAsync("echo ready; exit 4", 3);

        _ = _cluster.Ask($"scancel --batch --signal=KILL {SlurmBench.JobOf(killed)}; scontrol hold {SlurmBench.JobOf(cancelled)}; scancel {SlurmBench.JobOf(cancelled)}");
        await Bench.WaitAsync(() => _cluster.Ask("squeue -h -t all -o %i").Length == 0);
        ScheduledBackend later = bench.MakeBackend(new LocalHost("testhost"));
        Verdict[] verdicts = await Task.WhenAll(((AttemptReference[])[killed, cancelled, ended]).Select(attempt => Bench.EndAsync(later, attempt)));

        Assert.Contains("FAILED", Assert.IsType<Verdict.Lost>(verdicts[0]).Why, StringComparison.Ordinal);
        Assert.IsType<Verdict.Cancelled>(verdicts[1]);
        Assert.Equal(4, Assert.IsType<Verdict.Exited>(verdicts[2]).Code);
    }
}
