using System.Globalization;
using System.Runtime.Versioning;
using Ketrew.Backends.Hosted;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Syntax;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Hosted;

/// <summary>A perilous backend in a host process of its own, which tests let die, hang and fail.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class HostedBench : IAsyncDisposable
{
    private readonly HostedBackends _hosts;
    private readonly Bench _bench;

    /// <param name="over">What runs the attempts: <c>daemonize</c>, <c>local</c>, or <c>telling</c>, which is daemonize that isn't polled.</param>
    /// <param name="change">Other limits.</param>
    public HostedBench(string over = "daemonize", Func<HostedOptions, HostedOptions>? change = null)
    {
        HostedOptions options = new() { MostWait = TimeSpan.FromMilliseconds(50), FollowInterval = TimeSpan.FromMilliseconds(20) };
        _hosts = new HostedBackends(Plugins.Host, Plugins.All, TimeProvider.System, change?.Invoke(options) ?? options);
        _bench = new Bench(bench => Make(bench, over));
    }

    public Bench Bench => _bench;

    public HostedBackend Backend => (HostedBackend)_bench.Backend;

    public TemporaryDirectory Directory => _bench.Directory;

    /// <summary>The process of the plugin.</summary>
    public int Process => int.Parse(File.ReadAllText(Directory["host"]), CultureInfo.InvariantCulture);

    /// <summary>What is to go wrong: <c>start die</c>.</summary>
    public void Expect(params string[] perils)
    {
        _ = Directory.Write("perils.new", string.Join('\n', perils) + "\n");
        File.Move(Directory["perils.new"], Directory["perils"], overwrite: true);
    }

    /// <summary>True when all that was expected has come true.</summary>
    public bool HasHappened() => File.ReadAllText(Directory["perils"]).Length == 0;

    public Attempt NewAttempt(string script, int number = 1) => Bench.NewAttempt(Bench.Shell(script), number) with { ProjectDirectory = Directory.FullPath };

    /// <summary>Kills the process and awaits its end; it may have been started again by then.</summary>
    public Task KillHostAsync()
    {
        int process = Process;
        Signal.Send(process, Signal.Kill);
        return Bench.WaitAsync(() => !Signal.IsAlive(process));
    }

    public HostedBackend Make(string over = "daemonize") => Make(_bench, over);

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Directory["perils"]))
        {
            File.Delete(Directory["perils"]);
        }

        await _bench.DisposeAsync();
        await _hosts.DisposeAsync();
    }

    private HostedBackend Make(Bench bench, string over)
    {
        Node settings = over == "telling"
            ? Node.Mapping(("perils", bench.Directory["perils"]), ("polled", false))
            : Node.Mapping(("perils", bench.Directory["perils"]), ("over", over));
        BackendContext context = HostedFixture.Context("perilous", bench.Directory, Bench.BaseSet, "testhost", settings);
        return _hosts.CreateAsync(context, "perilous", CancellationToken.None).GetAwaiter().GetResult();
    }
}
