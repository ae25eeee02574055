using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Pbs;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Clusters;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Backends.Tests.Slurm;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Pbs;

/// <summary>Commands with Torque's face, over a real Slurm.</summary>
[UnsupportedOSPlatform("windows")]
[Collection("slurm")]
public sealed class TorqueOverSlurmTests(SlurmFixture slurm)
{
    [TorqueFact]
    public async Task An_attempt_runs_once_and_its_verdict_is_told()
    {
        Bench work = MakeBench();

        Verdict verdict = await work.RunAsync(Bench.Shell("echo once; exit 3"));
        string log = work.Log();
        await work.DisposeAsync();

        Assert.Equal(3, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("once\n", log);
    }

    [TorqueFact]
    public async Task What_runs_is_told_and_can_be_ended()
    {
        Bench work = MakeBench();
        AttemptReference attempt = await work.StartAsync(work.NewAttempt(Bench.Shell("echo ready; sleep 1000")), "ready");

        AttemptObservation observation = await Bench.ObserveAsync(work.Backend, attempt);
        KillAnswer answer = await Bench.KillAsync(work.Backend, attempt, KillStrength.Kill);
        Verdict verdict = await Bench.EndAsync(work.Backend, attempt);
        await work.DisposeAsync();

        Assert.Equal("R", Assert.IsType<AttemptObservation.Alive>(observation).Detail);
        Assert.Equal(KillAnswer.Delivered, answer);
        Assert.Equal(9, Assert.IsType<Verdict.Signaled>(verdict).Signal);
    }

    [TorqueFact]
    public async Task A_queue_that_is_not_there_is_named()
    {
        Bench work = MakeBench("queue: nosuch");

        Verdict verdict = await work.RunAsync(Bench.Shell("echo never"));
        await work.DisposeAsync();

        Assert.Contains("invalid partition specified: nosuch", Assert.IsType<Verdict.StartRefused>(verdict).Message, StringComparison.Ordinal);
    }

    private Bench MakeBench(params string[] settings) => new(bench => MakeBackend(bench.Directory["playgrounds"], settings));

    private ScheduledBackend MakeBackend(string playgrounds, string[] settings)
    {
        BackendContext context = Declaration.Of("pbs", playgrounds, settings);
        PrefixedHost host = new(
            new LocalHost("testhost"), command => $"{slurm.Cluster.Setup}; PATH={Shell.Quote(TorqueCommands.Directory)}:$PATH; {command}");
        return PbsBackend.Create(context, host, new Probing(context.BaseEnvironment, new ProgramLookup()).RunAsync);
    }
}
