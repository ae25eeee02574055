using System.Runtime.Versioning;
using Ketrew.Backends.Hosted;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Hosted;

[UnsupportedOSPlatform("windows")]
public sealed class HostedBackendContractTests(HostedFixture fixture) : BackendContractTests<HostedBackend>, IClassFixture<HostedFixture>
{
    protected override HostedBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => fixture.Greeting(directory, baseSet, host);
}

[UnsupportedOSPlatform("windows")]
public sealed class HostedEndingContractTests(HostedFixture fixture) : EndingContractTests<HostedBackend>, IClassFixture<HostedFixture>
{
    protected override HostedBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => fixture.Greeting(directory, baseSet, host);
}

[UnsupportedOSPlatform("windows")]
public sealed class HostedProbeContractTests(HostedFixture fixture) : ProbeContractTests<HostedBackend>, IClassFixture<HostedFixture>
{
    protected override HostedBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => fixture.Greeting(directory, baseSet, host);
}

[UnsupportedOSPlatform("windows")]
public sealed class HostedQueryContractTests(HostedFixture fixture) : QueryContractTests<HostedBackend>, IClassFixture<HostedFixture>
{
    protected override HostedBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => fixture.Greeting(directory, baseSet, host);
}

[UnsupportedOSPlatform("windows")]
public sealed class HostedLocalBackendContractTests(HostedFixture fixture) : BackendContractTests<HostedBackend>, IClassFixture<HostedFixture>
{
    protected override HostedBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => fixture.Local(directory, baseSet, host);
}

[UnsupportedOSPlatform("windows")]
public sealed class HostedLocalEndingContractTests(HostedFixture fixture) : EndingContractTests<HostedBackend>, IClassFixture<HostedFixture>
{
    protected override HostedBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => fixture.Local(directory, baseSet, host);
}

[UnsupportedOSPlatform("windows")]
public sealed class MortalEndingContractTests(HostedFixture fixture) : EndingContractTests<HostedBackend>, IClassFixture<HostedFixture>
{
    protected override HostedBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => fixture.Mortal(directory, baseSet, host);
}

[UnsupportedOSPlatform("windows")]
public sealed class MortalProbeContractTests(HostedFixture fixture) : ProbeContractTests<HostedBackend>, IClassFixture<HostedFixture>
{
    protected override HostedBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => fixture.Mortal(directory, baseSet, host);
}
