using System.Diagnostics;
using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Ssh;

/// <summary>A network that swallows everything, instead of a server that says no: nobody is told that a connection is dead.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CutNetworkTests
{
    [NetworkFact]
    public async Task A_cut_network_costs_nothing_but_time()
    {
        using CutNetwork network = new();
        using SshServer server = new(listenAddress: network.Address, around: network.Inside);
        using TemporaryDirectory project = new();
        HostAddress address = server.Address with { Timeout = TimeSpan.FromSeconds(3) };
        using SshHost host = new(address);
        using ScheduledBackend backend = SshFixture.MakeBackend(host, address, project["playgrounds"], project.FullPath);
        Listener listener = new();
        Attempt attempt = new()
        {
            Id = new AttemptId(new RunId(Guid.NewGuid().ToString("N"), 1), new TargetId("t"), 1),
            ProjectDirectory = project.FullPath,
            Steps = [Bench.Shell($"until test -e {server.Directory["go"]}; do sleep 0.05; done; echo done > out")],
            Directory = project.FullPath,
            LogPath = project["log"],
            Outputs = [ProjectPath.Parse("out")],
        };
        backend.Start([attempt], listener);
        AttemptReference reference = await listener.StartedAsync();

        network.Cut();
        AttemptObservation meanwhile = await Bench.ObserveAsync(backend, reference);
        AttemptObservation still = await Bench.ObserveAsync(backend, reference);
        _ = server.Directory.Write("go", "");
        network.Mend();
        Verdict verdict = await Bench.EndAsync(backend, reference);

        Assert.Contains("can't be reached", Assert.IsType<AttemptObservation.Unknown>(meanwhile).Why, StringComparison.Ordinal);
        Assert.IsType<AttemptObservation.Unknown>(still);
        Assert.Equal(0, Assert.IsType<Verdict.Exited>(verdict).Code);
        Assert.Equal("done\n", await File.ReadAllTextAsync(project["out"]));
    }
}

/// <summary>A second network on this machine, joined by a cable that can be cut.</summary>
internal sealed class CutNetwork : IDisposable
{
    private static int _count;

    private readonly string _name = $"ketrew{Environment.ProcessId % 10000}x{Interlocked.Increment(ref _count)}";
    private readonly string _subnet = $"10.213.{Environment.ProcessId % 250}";

    public CutNetwork()
    {
        Run("ip", "netns", "add", _name);
        Run("ip", "link", "add", Cable, "type", "veth", "peer", "name", "far", "netns", _name);
        Run("ip", "address", "add", $"{_subnet}.1/24", "dev", Cable);
        Run("ip", "link", "set", Cable, "up");
        Run("ip", "-n", _name, "address", "add", $"{Address}/24", "dev", "far");
        Run("ip", "-n", _name, "link", "set", "far", "up");
        Run("ip", "-n", _name, "link", "set", "lo", "up");
    }

    /// <summary>Of the far end.</summary>
    public string Address => $"{_subnet}.2";

    /// <summary>Words that run a program at the far end.</summary>
    public string[] Inside => ["nsenter", $"--net=/run/netns/{_name}", "--"];

    private string Cable => $"{_name}c"[..Math.Min(15, _name.Length + 1)];

    /// <summary>From now on, what is sent is lost.</summary>
    public void Cut() => Run("ip", "-n", _name, "link", "set", "far", "down");

    public void Mend() => Run("ip", "-n", _name, "link", "set", "far", "up");

    public void Dispose()
    {
        Run("ip", "link", "delete", Cable);
        Run("ip", "netns", "delete", _name);
    }

    private static void Run(params string[] words)
    {
        using Process process = Process.Start(words[0], words[1..]);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, string.Join(' ', words));
    }
}

/// <summary>A test that makes networks: for root, where the kernel lets it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NetworkFactAttribute : FactAttribute
{
    public NetworkFactAttribute()
    {
        string name = $"ketrew{Guid.NewGuid():N}"[..14];
        using Process process = Process.Start("sh", ["-c", $"[ \"$(id -u)\" = 0 ] && ip netns add {name} && ip netns delete {name}"]);
        process.WaitForExit();
        Skip = process.ExitCode == 0 ? null : "only root may make networks here";
    }
}
