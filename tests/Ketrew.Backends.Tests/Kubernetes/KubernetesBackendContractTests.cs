using System.Runtime.Versioning;
using Ketrew.Backends.Kubernetes;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Kubernetes;

[UnsupportedOSPlatform("windows")]
public sealed class KubernetesBackendContractTests : BackendContractTests<KubernetesBackend>
{
    protected override ValueList<string> FurtherVariables => ["HOSTNAME", "PWD"];

    protected override KubernetesBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        KubernetesEmulator.Shared.NewBackend(directory);
}

[UnsupportedOSPlatform("windows")]
public sealed class KubernetesProbeContractTests : ProbeContractTests<KubernetesBackend>
{
    protected override KubernetesBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        KubernetesEmulator.Shared.NewBackend(directory);
}

[UnsupportedOSPlatform("windows")]
public sealed class KubernetesQueryContractTests : QueryContractTests<KubernetesBackend>
{
    protected override KubernetesBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        KubernetesEmulator.Shared.NewBackend(directory);
}
