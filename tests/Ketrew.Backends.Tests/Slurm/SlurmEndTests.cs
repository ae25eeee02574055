using System.Runtime.Versioning;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>How jobs end that Slurm, or somebody with Slurm's commands, ends.</summary>
[UnsupportedOSPlatform("windows")]
[Collection("slurm")]
public sealed class SlurmEndTests(SlurmFixture slurm)
{
    private const string Idle = "echo ready; sleep 1000";

    [MemoryLimitFact]
    public async Task A_job_that_took_more_memory_than_it_asked_for_is_told_so()
    {
        await using SlurmBench bench = new(slurm.Cluster);
        Attempt attempt = bench.NewAttempt("head -c 300000000 /dev/zero | tail") with { Resources = new ResourceRequest(1, 50_000_000, 0, null) };

        Verdict verdict = await bench.Work.RunAsync(attempt);

        Assert.IsType<Verdict.OutOfMemory>(verdict);
    }

    [Fact]
    public async Task A_job_that_somebody_cancelled_is_told_so_with_what_Slurm_says()
    {
        await using SlurmBench bench = new(slurm.Cluster);
        AttemptReference attempt = await bench.RunAsync(Idle);

        _ = slurm.Cluster.Ask($"scancel {SlurmBench.JobOf(attempt)}");
        Verdict verdict = await bench.EndAsync(attempt);

        Assert.StartsWith("Slurm says CANCELLED", Assert.IsType<Verdict.Cancelled>(verdict).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_held_job_waits_with_the_reason_and_can_be_cancelled_by_somebody_before_it_began()
    {
        await using SlurmBench bench = new(slurm.Cluster, "options: --hold");
        AttemptReference attempt = await bench.SubmitAsync(bench.NewAttempt("echo never"));

        AttemptObservation held = await bench.ObserveAsync(attempt);
        _ = slurm.Cluster.Ask($"scancel {SlurmBench.JobOf(attempt)}");
        Verdict verdict = await bench.EndAsync(attempt);

        AttemptObservation.Alive alive = Assert.IsType<AttemptObservation.Alive>(held);
        Assert.Equal((true, "PENDING (JobHeldUser)"), (alive.IsWaiting, alive.Detail));
        Assert.IsType<Verdict.Cancelled>(verdict);
        Assert.False(File.Exists(bench.NewAttempt("").LogPath));
    }

    [Fact]
    public async Task A_suspended_job_waits_and_goes_on()
    {
        await using SlurmBench bench = new(slurm.Cluster);
        AttemptReference attempt = await bench.RunAsync("echo ready; until test -e go; do sleep 0.01; done");

        AttemptObservation running = await bench.AwaitAsync(attempt, observation => observation is AttemptObservation.Alive { IsWaiting: false });
        _ = slurm.Cluster.Ask($"scontrol suspend {SlurmBench.JobOf(attempt)}");
        AttemptObservation suspended = await bench.ObserveAsync(attempt);
        _ = slurm.Cluster.Ask($"scontrol resume {SlurmBench.JobOf(attempt)}");
        _ = bench.Work.Directory.Write("go", "");
        Verdict verdict = await bench.EndAsync(attempt);

        Assert.NotNull(Assert.IsType<AttemptObservation.Alive>(running).Began);
        Assert.True(Assert.IsType<AttemptObservation.Alive>(suspended).IsWaiting);
        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Fact]
    public async Task A_job_whose_script_was_killed_is_lost()
    {
        await using SlurmBench bench = new(slurm.Cluster);
        AttemptReference attempt = await bench.RunAsync(Idle);

        _ = slurm.Cluster.Ask($"scancel --batch --signal=KILL {SlurmBench.JobOf(attempt)}");
        Verdict verdict = await bench.EndAsync(attempt);

        Assert.Contains("it left no verdict in", Assert.IsType<Verdict.Lost>(verdict).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_is_killed_while_it_waits_never_begins()
    {
        await using SlurmBench bench = new(slurm.Cluster, "options: --hold");
        AttemptReference attempt = await bench.SubmitAsync(bench.NewAttempt("echo never"));

        KillAnswer answer = await Bench.KillAsync(bench.Backend, attempt, KillStrength.Terminate);
        Verdict verdict = await bench.EndAsync(attempt);

        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }
}
