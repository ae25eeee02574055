using System.Globalization;
using System.Runtime.Versioning;
using Ketrew.Backends.Kubernetes;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Kubernetes;

[UnsupportedOSPlatform("windows")]
public sealed class KubernetesEndingContractTests : EndingContractTests<KubernetesBackend>
{
    protected override KubernetesBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        KubernetesEmulator.Shared.NewBackend(directory);

    // A container ends with its first process, and everything in it.
    protected override bool EndsWhatIsLeft => true;

    // Only in a container of its own does the script reach what left its group; PodScriptTests try that with a real one.
    [Fact]
    public override async Task What_left_the_group_may_clean_up_and_its_end_is_awaited()
    {
        Attempt attempt = Work.NewAttempt(Bench.Shell("setsid sh -c 'echo $$; echo ready; sleep 1000' & wait"));
        Listener listener = await Work.StartAsync(attempt);
        await Work.LogAsync("ready");

        _ = await Bench.KillAsync(Work.Backend, await listener.StartedAsync(), KillStrength.Terminate);
        Verdict verdict = await Work.EndAsync(listener, attempt.Id);

        Assert.Equal(15, Assert.IsType<Verdict.Signaled>(verdict).Signal);
        int left = int.Parse(Work.Log().Split('\n')[0], CultureInfo.InvariantCulture);
        await Bench.WaitAsync(() => !Signal.IsAlive(left));
    }
}
