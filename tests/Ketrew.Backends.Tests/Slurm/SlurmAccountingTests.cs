using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>Slurm with its database: what it remembers, and what it allows.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlurmAccountingTests : IClassFixture<SlurmAccountingTests.Accounting>
{
    private readonly SlurmCluster _cluster;

    public SlurmAccountingTests(Accounting accounting) => _cluster = accounting.Cluster;

    [Fact]
    public async Task An_account_that_does_not_exist_is_refused()
    {
        await using SlurmBench bench = new(_cluster, "account: nobodys");

        Verdict verdict = await bench.Work.RunAsync(bench.NewAttempt("true"));

        Assert.Contains("Invalid account", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_queue_has_forgotten_is_looked_up_in_the_database_though_it_is_late()
    {
        await using SlurmBench bench = new(_cluster);
        AttemptReference attempt = await bench.RunAsync("trap '' TERM; echo ready; sleep 1000");

        _ = _cluster.Ask($"scancel {SlurmBench.JobOf(attempt)}");
        await Bench.WaitAsync(() => _cluster.Ask("squeue -h -t all -o %i").Length == 0);
        Verdict verdict = await Bench.EndAsync(bench.MakeBackend(new LocalHost("testhost")), attempt);

        Assert.StartsWith("Slurm says CANCELLED by ", Assert.IsType<Verdict.Cancelled>(verdict).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_jobs_than_are_allowed_wait_until_there_is_room()
    {
        await using SlurmBench bench = new(_cluster, "arrays: false");
        _ = _cluster.Ask("sacctmgr -i -Q modify user \"$(id -un)\" set MaxSubmitJobs=1");
        AttemptReference first = await bench.RunAsync("echo ready; until test -e go; do sleep 0.01; done", 1);
        Listener listener = new();

        bench.Backend.Start([bench.NewAttempt("true", 2)], listener);
        AttemptReference second = first with { Id = first.Id with { Number = 2 }, Handle = "" };
        AttemptObservation waiting = await bench.AwaitAsync(second, observation => observation is AttemptObservation.Alive { Detail: not "it waits to be submitted" });
        _ = bench.Work.Directory.Write("go", "");
        Verdict verdict = await bench.EndAsync(await listener.StartedAsync());
        _ = _cluster.Ask("sacctmgr -i -Q modify user \"$(id -un)\" set MaxSubmitJobs=-1");

        Assert.Contains("AssocMaxSubmitJobLimit", Assert.IsType<AttemptObservation.Alive>(waiting).Detail, StringComparison.Ordinal);
        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
    }

    [Fact]
    public async Task Efficiency_is_a_table_of_what_was_asked_for_and_used()
    {
        await using SlurmBench bench = new(_cluster);
        AttemptReference attempt = await bench.RunAsync("echo ready");
        _ = await bench.EndAsync(attempt);

        QueryAnswer answer = await bench.Backend.QueryAsync(new QueriedAttempt(attempt, "", ""), "efficiency", CancellationToken.None);

        Assert.Contains("allocCPUS", Assert.IsType<QueryAnswer.Rows>(answer).Content.Columns, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>One for all, since a database takes seconds to start.</summary>
    public sealed class Accounting : IDisposable
    {
        /// <summary>With a short memory.</summary>
        public SlurmCluster Cluster { get; } = new("nodes=2", "dbd=1", "minjobage=2", "killwait=1");

        /// <inheritdoc/>
        public void Dispose() => Cluster.Dispose();
    }
}
