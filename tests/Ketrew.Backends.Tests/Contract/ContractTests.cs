using System.Runtime.Versioning;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Contract;

/// <summary>A suite that every backend passes: each has a subclass of each, and <see cref="ContractCoverageTests"/> sees to it.</summary>
[UnsupportedOSPlatform("windows")]
public abstract class ContractTests<TBackend> : IAsyncLifetime
    where TBackend : IBackend
{
    private protected ContractTests() => Work = new Bench(bench => MakeBackend(bench.Directory, Bench.BaseSet, "testhost"));

    private protected Bench Work { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Work.DisposeAsync();

    /// <summary>A backend that keeps what it keeps in a directory.</summary>
    protected abstract TBackend MakeBackend(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host);
}
