using System.Runtime.Versioning;
using Ketrew.Backends.GridEngine;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.GridEngine;

/// <summary>One Grid Engine for all tests that don't harm it.</summary>
[UnsupportedOSPlatform("windows")]
[CollectionDefinition("gridengine")]
public sealed class GridEngineFixture : ICollectionFixture<GridEngineFixture>, IDisposable
{
    public GridEngineCluster Cluster { get; } = new();

    public ScheduledBackend MakeBackend(TemporaryDirectory directory) => Cluster.MakeBackend(directory["playgrounds"]);

    public void Dispose() => Cluster.Dispose();
}

[UnsupportedOSPlatform("windows")]
[Collection("gridengine")]
public sealed class GridEngineBackendContractTests(GridEngineFixture fixture) : BackendContractTests<ScheduledBackend>
{
    protected override ValueList<string> FurtherVariables => new GridEngineScheduler(new GridEngineSettings()).JobVariables;

    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => fixture.MakeBackend(directory);
}

[UnsupportedOSPlatform("windows")]
[Collection("gridengine")]
public sealed class GridEngineEndingContractTests(GridEngineFixture fixture) : EndingContractTests<ScheduledBackend>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => fixture.MakeBackend(directory);
}

[UnsupportedOSPlatform("windows")]
[Collection("gridengine")]
public sealed class GridEngineProbeContractTests(GridEngineFixture fixture) : ProbeContractTests<ScheduledBackend>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => fixture.MakeBackend(directory);
}

[UnsupportedOSPlatform("windows")]
[Collection("gridengine")]
public sealed class GridEngineQueryContractTests(GridEngineFixture fixture) : QueryContractTests<ScheduledBackend>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => fixture.MakeBackend(directory);
}
