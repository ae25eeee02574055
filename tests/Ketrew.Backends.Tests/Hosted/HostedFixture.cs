using Ketrew.Backends.Hosted;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Hosted;

/// <summary>One host process for all tests of a class.</summary>
public sealed class HostedFixture : IAsyncLifetime
{
    private readonly HostedBackends _hosts = new(Plugins.Host, Plugins.All, TimeProvider.System, new HostedOptions { MostWait = TimeSpan.FromMilliseconds(50) });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _hosts.DisposeAsync();

    /// <summary>A backend of the demo plugin. It is called as what it is made of, since that is how its handles begin.</summary>
    public HostedBackend Greeting(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) =>
        _hosts.CreateAsync(Context("daemonize", directory, baseSet, host, Node.Mapping()), "greeting", CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>A backend that tells of ends by itself, and forgets all when its process ends.</summary>
    public HostedBackend Local(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host) => _hosts
        .CreateAsync(Context("local", directory, baseSet, host, Node.Mapping(("over", "local"))), "perilous", CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>A backend whose process is killed several times, whatever it is asked to do.</summary>
    public HostedBackend Mortal(TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host)
    {
        _ = directory.Write("perils", "start die\nstart die\nstarted die\nkill die\nfind die\nprobe die\n");
        Node settings = Node.Mapping(("perils", directory["perils"]));
        return _hosts.CreateAsync(Context("daemonize", directory, baseSet, host, settings), "perilous", CancellationToken.None).GetAwaiter().GetResult();
    }

    internal static BackendContext Context(string name, TemporaryDirectory directory, ValueList<NamedValue> baseSet, string host, Node settings) => new()
    {
        Name = name,
        Settings = new BackendSettings((MappingNode)settings, $"the backend `{name}`"),
        PlaygroundRoot = directory["playgrounds"],
        BaseEnvironment = baseSet,
        MachineName = host,
    };
}
