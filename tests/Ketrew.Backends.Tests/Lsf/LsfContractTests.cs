using System.Runtime.Versioning;
using Ketrew.Backends.Lsf;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Lsf;

[UnsupportedOSPlatform("windows")]
public sealed class LsfBackendContractTests(SpectrumEmulator lsf) : BackendContractTests<ScheduledBackend>, IClassFixture<SpectrumEmulator>
{
    protected override ValueList<string> FurtherVariables => new LsfScheduler(new LsfSettings()).JobVariables;

    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => lsf.MakeBackend(directory["playgrounds"]);
}

[UnsupportedOSPlatform("windows")]
public sealed class LsfEndingContractTests(SpectrumEmulator lsf) : EndingContractTests<ScheduledBackend>, IClassFixture<SpectrumEmulator>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => lsf.MakeBackend(directory["playgrounds"]);
}

[UnsupportedOSPlatform("windows")]
public sealed class LsfProbeContractTests(SpectrumEmulator lsf) : ProbeContractTests<ScheduledBackend>, IClassFixture<SpectrumEmulator>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => lsf.MakeBackend(directory["playgrounds"]);
}

[UnsupportedOSPlatform("windows")]
public sealed class LsfQueryContractTests(SpectrumEmulator lsf) : QueryContractTests<ScheduledBackend>, IClassFixture<SpectrumEmulator>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => lsf.MakeBackend(directory["playgrounds"]);
}

[UnsupportedOSPlatform("windows")]
public sealed class OpenLavaEndingContractTests(LsfEmulator lsf) : EndingContractTests<ScheduledBackend>, IClassFixture<LsfEmulator>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => lsf.MakeBackend(directory["playgrounds"]);
}
