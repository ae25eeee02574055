using System.Runtime.Versioning;
using Ketrew.Backends.Hosted;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Syntax;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Hosted;

/// <summary>Which plugins are loaded, and what they bring.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HostedPluginTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Kinds_are_those_of_the_plugins_in_their_order()
    {
        await using HostedBackends hosts = new(Plugins.Host, [Plugins.Plugin("Perilous"), Plugins.Plugin("Greeting")], TimeProvider.System);

        LoadedPlugins loaded = await hosts.LoadAsync(CancellationToken.None);

        Assert.Equal([new BackendKind("perilous", Plugins.Plugin("Perilous")), new BackendKind("greeting", Plugins.Plugin("Greeting"))], loaded.Kinds);
        Assert.Empty(loaded.Problems);
    }

    [Fact]
    public async Task Without_plugins_nothing_is_started()
    {
        await using HostedBackends hosts = new(new PluginHostCommand("/there/is/no/host", []), [], TimeProvider.System);

        Assert.Empty((await hosts.LoadAsync(CancellationToken.None)).Kinds);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_plugins_is_told_at_once_and_the_others_can_be_used()
    {
        string text = _directory.Write("text.dll", "not an assembly");
        string copy = _directory["Copy.dll"];
        File.Copy(Plugins.Assembly("Greeting"), copy);
        ValueList<BackendPlugin> plugins =
        [
            new BackendPlugin(_directory["missing.dll"], "missing.dll"),
            new BackendPlugin(_directory.FullPath, "a directory"),
            new BackendPlugin(text, "text.dll"),
            new BackendPlugin(typeof(object).Assembly.Location, "System.Private.CoreLib.dll"),
            new BackendPlugin(Plugins.Assembly("Samples"), "lib/Samples.dll"),
            Plugins.Plugin("Greeting"),
            new BackendPlugin(copy, "Copy.dll"),
            Plugins.Plugin("Perilous"),
        ];
        await using HostedBackends hosts = new(Plugins.Host, plugins, TimeProvider.System);

        LoadedPlugins loaded = await hosts.LoadAsync(CancellationToken.None);

        await Verify(string.Join('\n', loaded.Problems.Select(problem => $"{problem.Plugin.Name}: {problem.Message}")) + "\n");
        Assert.Equal(["greeting", "perilous"], loaded.Kinds.Select(kind => kind.Kind));
    }

    [Fact]
    public async Task A_kind_that_no_plugin_has_is_told_with_what_is_wrong_with_the_plugins()
    {
        string text = _directory.Write("text.dll", "not an assembly");
        await using HostedBackends hosts = new(Plugins.Host, [new BackendPlugin(text, "lib/text.dll")], TimeProvider.System);
        BackendContext context = HostedFixture.Context("mine", _directory, [], "testhost", Node.Mapping());

        BackendException exception = await Assert.ThrowsAsync<BackendException>(() => hosts.CreateAsync(context, "greeting", CancellationToken.None));

        Assert.Equal("No plugin has backends of the kind `greeting`.\n  lib/text.dll: it is no .NET assembly", exception.Message);
    }

    [Fact]
    public async Task A_host_that_is_missing_is_told()
    {
        await using HostedBackends hosts = new(new PluginHostCommand("/there/is/no/host", []), Plugins.All, TimeProvider.System);

        BackendException exception = await Assert.ThrowsAsync<BackendException>(() => hosts.LoadAsync(CancellationToken.None));

        Assert.StartsWith("The plugin host /there/is/no/host can't be started: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_of_another_kind_is_told_with_what_it_said()
    {
        await using HostedBackends hosts = new(new PluginHostCommand("sh", ["-c", "echo Unhandled exception: no such thing. >&2; exit 3"]), Plugins.All, TimeProvider.System);

        BackendException exception = await Assert.ThrowsAsync<BackendException>(() => hosts.LoadAsync(CancellationToken.None));

        Assert.Equal(
            "The host of backends from plugins doesn't come up: the plugin host ended with exit code 3 (Unhandled exception: no such thing).", exception.Message);
    }

    [Fact]
    public async Task The_demo_plugin_answers_its_own_questions()
    {
        await using HostedBackends hosts = new(Plugins.Host, [Plugins.Plugin("Greeting")], TimeProvider.System);
        BackendContext context = HostedFixture.Context("mine", _directory, Bench.BaseSet, "testhost", Node.Mapping(("greeting", "good morning"), ("poll", "50ms")));
        using HostedBackend backend = await hosts.CreateAsync(context, "greeting", CancellationToken.None);
        AttemptId id = new(new RunId(Guid.NewGuid().ToString("N"), 1), new TargetId("src:t"), 1);
        Attempt attempt = new() { Id = id, Steps = [Bench.Shell("echo one; echo two")], Directory = _directory.FullPath, LogPath = _directory["log"] };
        Listener listener = new();

        backend.Start([attempt], listener);
        AttemptReference reference = await listener.StartedAsync();
        _ = await Bench.EndAsync(backend, reference);
        QueriedAttempt queried = new(reference, attempt.LogPath, _directory.FullPath);

        Assert.Equal(["log", "script", "record", "verdict", "process-tree", "greeting", "last-line"], backend.Queries.Select(query => query.Name));
        Assert.Equal(new QueryAnswer.Text("good morning, src:t"), await backend.QueryAsync(queried, "greeting", CancellationToken.None));
        Assert.Equal(new QueryAnswer.Text("two"), await backend.QueryAsync(queried, "last-line", CancellationToken.None));
        Assert.Equal(TimeSpan.FromMilliseconds(50), backend.PollInterval);
        Assert.True(backend.OutlivesEngine);
        Assert.Equal(
            "The backend daemonize has no query `nonsense`.",
            (await Assert.ThrowsAsync<BackendException>(() => backend.QueryAsync(queried, "nonsense", CancellationToken.None))).Message);
    }

    [Fact]
    public async Task A_plugin_that_is_made_of_another_gets_the_one_that_is_loaded()
    {
        await using HostedBackends hosts = new(Plugins.Host, Plugins.All, TimeProvider.System);
        BackendContext Context(string name) => HostedFixture.Context(name, _directory, Bench.BaseSet, "testhost", Node.Mapping());
        using HostedBackend greeting = await hosts.CreateAsync(Context("one"), "greeting", CancellationToken.None);
        using HostedBackend polite = await hosts.CreateAsync(Context("two"), "polite", CancellationToken.None);
        QueriedAttempt queried = new(new AttemptReference(new AttemptId(new RunId("p", 1), new TargetId("t"), 1), ""), _directory["log"], _directory.FullPath);

        QueryAnswer answer = await polite.QueryAsync(queried, "made", CancellationToken.None);

        Assert.Equal(new QueryAnswer.Rows(new DataTable(["made", "by"], [["2", "two"]])), answer);
        Assert.Equal(["greeting", "last-line", "made"], polite.Queries.Select(query => query.Name).TakeLast(3));
    }
}
