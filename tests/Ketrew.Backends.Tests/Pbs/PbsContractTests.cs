using System.Runtime.Versioning;
using Ketrew.Backends.Pbs;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Pbs;

[UnsupportedOSPlatform("windows")]
public sealed class PbsBackendContractTests(PbsEmulator pbs) : BackendContractTests<ScheduledBackend>, IClassFixture<PbsEmulator>
{
    protected override ValueList<string> FurtherVariables => new PbsScheduler(new PbsSettings()).JobVariables;

    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => pbs.MakeBackend(directory["playgrounds"]);
}

[UnsupportedOSPlatform("windows")]
public sealed class PbsEndingContractTests(PbsEmulator pbs) : EndingContractTests<ScheduledBackend>, IClassFixture<PbsEmulator>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => pbs.MakeBackend(directory["playgrounds"]);
}

[UnsupportedOSPlatform("windows")]
public sealed class PbsProbeContractTests(PbsEmulator pbs) : ProbeContractTests<ScheduledBackend>, IClassFixture<PbsEmulator>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => pbs.MakeBackend(directory["playgrounds"]);
}

[UnsupportedOSPlatform("windows")]
public sealed class PbsQueryContractTests(PbsEmulator pbs) : QueryContractTests<ScheduledBackend>, IClassFixture<PbsEmulator>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => pbs.MakeBackend(directory["playgrounds"]);
}
