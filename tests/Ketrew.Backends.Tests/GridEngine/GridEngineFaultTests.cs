using System.Runtime.Versioning;
using Ketrew.Backends.Tests.Clusters;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Tests.GridEngine;

/// <summary>Whatever befalls a Grid Engine, no attempt is lost, and none begins twice.</summary>
[UnsupportedOSPlatform("windows")]
[Collection("gridengine")]
public sealed class GridEngineFaultTests(GridEngineFixture fixture)
{
    [Fact]
    public async Task A_job_whose_id_nobody_heard_runs_once_and_is_found()
    {
        Bench work = new(bench => GridEngineCluster.MakeBackend(bench.Directory["playgrounds"], new ForgetfulHost(fixture.Cluster.Host, "qsub -terse")));

        Verdict verdict = await work.RunAsync(Bench.Shell("echo once"));
        string log = work.Log();
        await work.DisposeAsync();

        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("once\n", log);
    }

    [Fact]
    public async Task A_job_that_can_not_begin_is_refused_with_the_nodes_reason_and_taken_out_of_the_queue()
    {
        Bench work = new(bench => fixture.Cluster.MakeBackend(bench.Directory["playgrounds"], "options: [-wd, /nonexistent/dir, -js, 17]"));

        Verdict verdict = await work.RunAsync(Bench.Shell("echo never"));
        await work.DisposeAsync();

        Assert.Contains("can't chdir to /nonexistent/dir", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
        await Bench.WaitAsync(() => !fixture.Cluster.AskAsync("qstat -xml").Result.Contains("Eqw", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_time_limit_is_told_as_one()
    {
        Bench work = new(bench => fixture.Cluster.MakeBackend(bench.Directory["playgrounds"], "grace: 30s"));

        Verdict verdict = await work.RunAsync(attempt => attempt with { Resources = new ResourceRequest(Time: TimeSpan.FromSeconds(2)) }, Bench.Shell("sleep 1000"));
        await work.DisposeAsync();

        Assert.IsType<Verdict.TimeLimitReached>(verdict);
    }

    [Fact]
    public async Task Who_deletes_a_job_has_cancelled_the_attempt()
    {
        Bench work = new(bench => fixture.Cluster.MakeBackend(bench.Directory["playgrounds"], "grace: 30s"));
        AttemptReference attempt = await work.StartAsync(work.NewAttempt(Bench.Shell("trap '' TERM; echo ready; while true; do sleep 0.05; done")), "ready");

        _ = await fixture.Cluster.AskAsync($"qdel {attempt.Handle.Split(' ')[1]}");
        Verdict verdict = await Bench.EndAsync(work.Backend, attempt);
        await work.DisposeAsync();

        Assert.IsType<Verdict.Cancelled>(verdict);
    }

    [Fact]
    public async Task Several_processors_and_memory_are_given()
    {
        Bench work = new(bench => fixture.Cluster.MakeBackend(bench.Directory["playgrounds"]));

        _ = await work.RunAsync(attempt => attempt with { Resources = new ResourceRequest(Cpus: 2, MemoryBytes: 20 << 20) }, Bench.Shell("echo $NSLOTS"));
        string log = work.Log();
        await work.DisposeAsync();

        Assert.Equal("2\n", log);
    }

    [Fact]
    public async Task A_master_that_died_makes_nothing_lost()
    {
        using GridEngineCluster cluster = new();
        Bench work = new(bench => cluster.MakeBackend(bench.Directory["playgrounds"]));
        AttemptReference attempt = await work.StartAsync(work.NewAttempt(Bench.Shell("echo ready; until test -e go; do sleep 0.01; done; exit 3")), "ready");

        await cluster.KillMasterAsync();
        AttemptObservation meanwhile = await Bench.ObserveAsync(work.Backend, attempt);
        _ = work.Directory.Write("go", "");
        Verdict verdict = await Bench.EndAsync(work.Backend, attempt);
        await work.DisposeAsync();

        Assert.IsType<AttemptObservation.Unknown>(meanwhile);
        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
    }
}
