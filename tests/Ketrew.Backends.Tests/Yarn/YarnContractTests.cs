using System.Runtime.Versioning;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Yarn;

[UnsupportedOSPlatform("windows")]
public sealed class YarnBackendContractTests : BackendContractTests<ScheduledBackend>
{
    protected override ValueList<string> FurtherVariables => ["CONTAINER_ID", "NM_HOST"];

    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => YarnEmulator.Shared.NewBackend(directory);
}

[UnsupportedOSPlatform("windows")]
public sealed class YarnEndingContractTests : EndingContractTests<ScheduledBackend>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => YarnEmulator.Shared.NewBackend(directory);
}

[UnsupportedOSPlatform("windows")]
public sealed class YarnApplicationEndingContractTests : EndingContractTests<ScheduledBackend>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        YarnEmulator.Shared.NewBackend(directory, "submit: application");
}

[UnsupportedOSPlatform("windows")]
public sealed class YarnProbeContractTests : ProbeContractTests<ScheduledBackend>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => YarnEmulator.Shared.NewBackend(directory);
}

[UnsupportedOSPlatform("windows")]
public sealed class YarnQueryContractTests : QueryContractTests<ScheduledBackend>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => YarnEmulator.Shared.NewBackend(directory);
}
