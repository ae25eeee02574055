using System.Runtime.Versioning;
using Ketrew.Backends.HostProcesses;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Ssh;

[UnsupportedOSPlatform("windows")]
public sealed class HostBackendContractTests(SshFixture ssh) : BackendContractTests<ScheduledBackend>, IClassFixture<SshFixture>
{
    protected override ValueList<string> FurtherVariables => [HostProcessTexts.Mark];

    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => ssh.MakeBackend(directory);
}

[UnsupportedOSPlatform("windows")]
public sealed class HostEndingContractTests(SshFixture ssh) : EndingContractTests<ScheduledBackend>, IClassFixture<SshFixture>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => ssh.MakeBackend(directory);
}

[UnsupportedOSPlatform("windows")]
public sealed class HostProbeContractTests(SshFixture ssh) : ProbeContractTests<ScheduledBackend>, IClassFixture<SshFixture>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => ssh.MakeBackend(directory);
}

[UnsupportedOSPlatform("windows")]
public sealed class HostQueryContractTests(SshFixture ssh) : QueryContractTests<ScheduledBackend>, IClassFixture<SshFixture>
{
    protected override ScheduledBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => ssh.MakeBackend(directory);
}
