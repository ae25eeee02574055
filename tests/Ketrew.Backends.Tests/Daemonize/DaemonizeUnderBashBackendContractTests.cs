using System.Runtime.Versioning;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Daemonize;

/// <summary>Where /bin/sh is bash.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DaemonizeUnderBashBackendContractTests : BackendContractTests<DaemonizeBackend>
{
    protected override DaemonizeBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        new(directory["playgrounds"], baseSet, Machine.Read(host) with { Shell = ["/bin/bash"] }, new MemoryKills("/proc/vmstat"), TimeProvider.System);
}

/// <summary>Where /bin/sh is bash.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DaemonizeUnderBashEndingContractTests : EndingContractTests<DaemonizeBackend>
{
    protected override DaemonizeBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        new(directory["playgrounds"], baseSet, Machine.Read(host) with { Shell = ["/bin/bash"] }, new MemoryKills("/proc/vmstat"), TimeProvider.System);
}
