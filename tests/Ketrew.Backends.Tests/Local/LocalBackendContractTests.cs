using System.Runtime.Versioning;
using Ketrew.Backends.Local;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Local;

[UnsupportedOSPlatform("windows")]
public sealed class LocalBackendContractTests : BackendContractTests<LocalBackend>
{
    protected override LocalBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        new(baseSet, host, TimeProvider.System);
}

[UnsupportedOSPlatform("windows")]
public sealed class LocalEndingContractTests : EndingContractTests<LocalBackend>
{
    protected override LocalBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        new(baseSet, host, TimeProvider.System);
}

[UnsupportedOSPlatform("windows")]
public sealed class LocalProbeContractTests : ProbeContractTests<LocalBackend>
{
    protected override LocalBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        new(baseSet, host, TimeProvider.System);
}

[UnsupportedOSPlatform("windows")]
public sealed class LocalQueryContractTests : QueryContractTests<LocalBackend>
{
    protected override LocalBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        new(baseSet, host, TimeProvider.System);
}
