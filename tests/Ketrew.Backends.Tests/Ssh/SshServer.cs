using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Ssh;

/// <summary>A real <c>sshd</c> on loopback, with keys, a port and a configuration of its own, that lets in whoever runs the tests.</summary>
internal sealed class SshServer : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly string[] _around;
    private readonly string _listenAddress;
    private Process? _process;

    /// <param name="settings">Further lines of its configuration.</param>
    /// <param name="listenAddress">Where it listens.</param>
    /// <param name="around">Words of a program that runs it.</param>
    public SshServer(string[]? settings = null, string listenAddress = "127.0.0.1", string[]? around = null)
    {
        (_listenAddress, _around) = (listenAddress, around ?? []);
        Port = FreePort();
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Directory["host_key"]);
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Directory["user_key"]);
        File.Copy(Directory["user_key.pub"], Directory["authorized_keys"]);
        _ = Directory.Write("known_hosts", $"[{listenAddress}]:{Port} {File.ReadAllText(Directory["host_key.pub"])}");
        Configure(settings ?? []);
        if (Environment.UserName == "root")
        {
            // What Debian's start script makes.
            _ = System.IO.Directory.CreateDirectory("/run/sshd");
        }

        Start();
    }

    public TemporaryDirectory Directory { get; } = new();

    public int Port { get; }

    /// <summary>How it is reached with the right key.</summary>
    public HostAddress Address => new()
    {
        Machine = _listenAddress,
        Port = Port,
        User = Environment.UserName,
        Timeout = TimeSpan.FromSeconds(20),
        Playground = Directory["playgrounds"],
        Options = Options("user_key", "known_hosts"),
    };

    public ValueList<string> Options(string key, string hosts) =>
    [
        $"IdentityFile={Directory[key]}", "IdentitiesOnly=yes", "IdentityAgent=none", $"UserKnownHostsFile={Directory[hosts]}", "GlobalKnownHostsFile=/dev/null",
        "StrictHostKeyChecking=yes", "PreferredAuthentications=publickey",
    ];

    /// <summary>Takes further lines into its configuration; counts for connections made from the next start on.</summary>
    public void Configure(params string[] settings) => Directory.Write(
        "sshd_config",
        $"""
        ListenAddress {_listenAddress}
        Port {Port}
        HostKey {Directory["host_key"]}
        AuthorizedKeysFile {Directory["authorized_keys"]}
        PidFile none
        UsePAM no
        StrictModes no
        PermitRootLogin yes
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        {string.Join('\n', settings)}

        """);

    public void Start()
    {
        string[] words = [.. _around, "/usr/sbin/sshd", "-D", "-e", "-f", Directory["sshd_config"]];
        ProcessStartInfo start = new(words[0], words[1..]) { RedirectStandardError = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException("sshd did not start.");
        ManualResetEventSlim listens = new();
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.StartsWith("Server listening", StringComparison.Ordinal))
            {
                listens.Set();
            }
        };
        _process.BeginErrorReadLine();
        Assert.True(listens.Wait(_patience) && !_process.HasExited, "sshd did not start");
    }

    /// <summary>Ends it with all its connections; what they started goes on.</summary>
    public void Stop()
    {
        if (_process is null)
        {
            return;
        }

        foreach (int session in Descendants(_process.Id).Where(IsServer))
        {
            _ = Signal.TrySend(session, Signal.Kill);
        }

        _process.Kill();
        Assert.True(_process.WaitForExit(_patience));
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Stop();
        Directory.Dispose();
    }

    private static List<int> Descendants(int pid)
    {
        try
        {
            List<int> children =
            [
                .. File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(word => int.Parse(word, CultureInfo.InvariantCulture)),
            ];
            return [.. children, .. children.SelectMany(Descendants)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static bool IsServer(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").StartsWith("sshd", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        Assert.True(process.WaitForExit(_patience) && process.ExitCode == 0, program);
    }
}
