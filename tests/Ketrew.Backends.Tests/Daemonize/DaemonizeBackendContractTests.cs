using System.Runtime.Versioning;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Daemonize;

[UnsupportedOSPlatform("windows")]
public sealed class DaemonizeBackendContractTests : BackendContractTests<DaemonizeBackend>
{
    protected override DaemonizeBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        new(directory["playgrounds"], baseSet, host, TimeProvider.System);
}

[UnsupportedOSPlatform("windows")]
public sealed class DaemonizeEndingContractTests : EndingContractTests<DaemonizeBackend>
{
    protected override DaemonizeBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        new(directory["playgrounds"], baseSet, host, TimeProvider.System);
}

[UnsupportedOSPlatform("windows")]
public sealed class DaemonizeProbeContractTests : ProbeContractTests<DaemonizeBackend>
{
    protected override DaemonizeBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        new(directory["playgrounds"], baseSet, host, TimeProvider.System);
}

[UnsupportedOSPlatform("windows")]
public sealed class DaemonizeQueryContractTests : QueryContractTests<DaemonizeBackend>
{
    protected override DaemonizeBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        new(directory["playgrounds"], baseSet, host, TimeProvider.System);
}
