using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Slurm;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>One Slurm for all of the contract.</summary>
[UnsupportedOSPlatform("windows")]
[CollectionDefinition("slurm")]
public sealed class SlurmFixture : ICollectionFixture<SlurmFixture>, IDisposable
{
    public SlurmCluster Cluster { get; } = new("cgroup=auto");

    public ScheduledBackend MakeBackend(TemporaryDirectory directory, string host) =>
        Cluster.MakeBackend(directory["playgrounds"], new LocalHost(host));

    public void Dispose() => Cluster.Dispose();
}

[UnsupportedOSPlatform("windows")]
[Collection("slurm")]
public sealed class SlurmBackendContractTests(SlurmFixture slurm) : BackendContractTests<ScheduledBackend>
{
    protected override ValueList<string> FurtherVariables => new SlurmScheduler(new SlurmSettings()).JobVariables;

    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => slurm.MakeBackend(directory, host);
}

[UnsupportedOSPlatform("windows")]
[Collection("slurm")]
public sealed class SlurmEndingContractTests(SlurmFixture slurm) : EndingContractTests<ScheduledBackend>
{
    protected override bool EndsWhatIsLeft => slurm.Cluster.MissesNoProcess;

    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => slurm.MakeBackend(directory, host);
}

[UnsupportedOSPlatform("windows")]
[Collection("slurm")]
public sealed class SlurmProbeContractTests(SlurmFixture slurm) : ProbeContractTests<ScheduledBackend>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => slurm.MakeBackend(directory, host);
}

[UnsupportedOSPlatform("windows")]
[Collection("slurm")]
public sealed class SlurmQueryContractTests(SlurmFixture slurm) : QueryContractTests<ScheduledBackend>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => slurm.MakeBackend(directory, host);
}
