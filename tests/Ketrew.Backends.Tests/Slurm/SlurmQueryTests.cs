using System.Runtime.Versioning;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>What can be asked of Slurm and of its jobs.</summary>
[UnsupportedOSPlatform("windows")]
[Collection("slurm")]
public sealed class SlurmQueryTests(SlurmFixture slurm)
{
    [Fact]
    public async Task A_waiting_job_is_asked_for_its_place_its_facts_and_its_script()
    {
        await using SlurmBench bench = new(slurm.Cluster, "options: --hold");
        AttemptReference attempt = await bench.SubmitAsync(bench.NewAttempt("echo never"));

        Assert.Contains("(JobHeldUser)", await AskAsync(bench, attempt, "queue-position"), StringComparison.Ordinal);
        Assert.Contains($"JobId={SlurmBench.JobOf(attempt)} ", await AskAsync(bench, attempt, "job"), StringComparison.Ordinal);
        Assert.Contains("echo never", await AskAsync(bench, attempt, "script"), StringComparison.Ordinal);
        BackendException failure = await Assert.ThrowsAsync<BackendException>(() => AskAsync(bench, attempt, "verdict"));
        Assert.Contains("there is no ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ended_job_is_asked_for_what_it_printed_what_Slurm_said_and_its_verdict()
    {
        await using SlurmBench bench = new(slurm.Cluster);
        AttemptReference attempt = await bench.RunAsync("echo ready; until test -e go; do sleep 0.01; done");

        _ = slurm.Cluster.Ask($"scancel {SlurmBench.JobOf(attempt)}");
        _ = await bench.EndAsync(attempt);

        Assert.Equal("ready\n", await AskAsync(bench, attempt, "log"));
        Assert.Contains("CANCELLED", await AskAsync(bench, attempt, "stderr"), StringComparison.Ordinal);
        Assert.Contains("result\tsignal\t15\n", await AskAsync(bench, attempt, "verdict"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_does_not_exist_is_refused_with_those_that_do()
    {
        await using SlurmBench bench = new(slurm.Cluster);

        BackendException failure = await Assert.ThrowsAsync<BackendException>(
            () => AskAsync(bench, new AttemptReference(bench.NewAttempt("").Id, ""), "weather"));

        Assert.Equal("there are `log`, `stderr`, `script`, `verdict`, `job`, `queue-position`, `efficiency`", failure.Hint);
    }

    [Fact]
    public async Task Slurm_is_described_with_its_partitions_and_a_partition_that_is_missing_is_a_problem()
    {
        await using SlurmBench bench = new(slurm.Cluster, "partition: main,nowhere");

        BackendDescription description = await bench.Backend.DescribeAsync(CancellationToken.None);

        Assert.Contains(description.Facts, fact => fact is { Name: "version" } && fact.Value.StartsWith("slurm", StringComparison.Ordinal));
        Assert.Contains("main*", description.Queues?.Rows.Select(row => row[0]) ?? []);
        Assert.StartsWith("there is no partition `nowhere`; there are main, ", Assert.Single(description.Problems), StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(SlurmBench bench, AttemptReference attempt, string query) => Assert.IsType<QueryAnswer.Text>(
        await bench.Backend.QueryAsync(new QueriedAttempt(attempt, bench.NewAttempt("").LogPath, ""), query, CancellationToken.None)).Content;
}
