using System.Runtime.Versioning;
using Ketrew.Backends.Local;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Local;

[UnsupportedOSPlatform("windows")]
public sealed class LocalBackendTests : IAsyncLifetime
{
    private readonly Bench _bench = new(_ => new LocalBackend(Bench.BaseSet, "testhost", TimeProvider.System));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Peak_memory_is_told()
    {
        Verdict verdict = await _bench.RunAsync(Bench.Shell("i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done"));

        Assert.InRange(verdict.Usage.PeakMemoryBytes, 100_000, 1_000_000_000);
    }

    [Fact]
    public void The_base_set_is_chosen_by_name()
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["PATH"] = "/bin", ["LC_ALL"] = "C", ["SECRET"] = "s", ["HOME"] = "/h" };

        Assert.Equal(["HOME", "LC_ALL", "PATH"], BaseEnvironment.Select(environment).Select(variable => variable.Name));
    }
}
