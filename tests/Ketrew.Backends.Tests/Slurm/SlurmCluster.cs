using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Slurm;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Syntax;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>A real Slurm of its own, in a directory: a controller, nodes that are not there, and who remembers ended jobs.
/// Started by <c>slurm-cluster.sh</c>; stopped by process ids when it is disposed.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlurmCluster : IDisposable
{
    private const int PortsPerCluster = 50;
    private static int _next = 21_000 + (Environment.ProcessId % 200 * PortsPerCluster);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ks-");

    /// <param name="settings"><c>NAME=value</c>, as the script takes them.</param>
    public SlurmCluster(params string[] settings)
    {
        try
        {
            _ = Run(["start", _directory.FullName, $"{FindPorts()}", .. settings]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where all of it is.</summary>
    public string Path => _directory.FullName;

    /// <summary>What the commands of this cluster need to find it, as shell text.</summary>
    public string Setup => $"export SLURM_CONF={Path}/slurm.conf";

    /// <summary>True when jobs are in control groups, so that nothing that they start is missed.</summary>
    public bool MissesNoProcess => File.ReadAllText($"{Path}/prefix").Trim() != "n";

    /// <summary>A backend on this cluster, whose playgrounds are below a directory.</summary>
    /// <param name="playgrounds">Absolute path.</param>
    /// <param name="settings">Of the declaration: <c>partition: short</c>, a line each.</param>
    public IBackend MakeBackend(string playgrounds, params string[] settings) => MakeBackend(playgrounds, new LocalHost("testhost"), settings);

    internal ScheduledBackend MakeBackend(string playgrounds, IHost host, params string[] settings)
    {
        BackendContext context = new()
        {
            Name = "slurm",
            Settings = Settings([$"setup: {Setup}", .. settings]),
            PlaygroundRoot = playgrounds,
            BaseEnvironment = Contract.Bench.BaseSet,
            MachineName = "testhost",
        };
        return SlurmBackend.Create(context, host, new Probing(context.BaseEnvironment, new ProgramLookup()).RunAsync);
    }

    /// <summary>Runs a command where it finds this cluster.</summary>
    /// <param name="command">For sh.</param>
    /// <returns>What it printed.</returns>
    public string Ask(string command) => Start("/bin/sh", ["-c", $"{Setup}; {command}"]);

    /// <summary>Ends the controller as a crash would, and waits until it is gone.</summary>
    public void KillController() => Kill("slurmctld.pid");

    /// <summary>Starts it again.</summary>
    public void StartController() => _ = Run(["controller", Path]);

    /// <summary>Ends a node's daemon as a crash would; its jobs go on.</summary>
    public void KillNode(string node) => Kill($"slurmd-{node}.pid");

    /// <summary>Ends a node's daemon and all jobs, as a power cut would when they are all on that node.</summary>
    public void KillNodeWithAllJobs(string node)
    {
        KillNode(node);
        // First whoever would tell the controller that a job is over.
        foreach ((string name, string mark) in ((string, string)[])[("slurmstepd:*", "SLURM_CONF="), ("*", "SLURM_JOB_ID=")])
        {
            _ = Start("/bin/sh", ["-c", $$"""
                for process in /proc/[0-9]*; do
                    case $(tr '\0' ' ' < "$process/cmdline") in {{name}}) ;; *) continue ;; esac
                    tr '\0' '\n' < "$process/environ" | grep -q '^{{mark}}' || continue
                    tr '\0' '\n' < "$process/environ" | grep -q -x 'SLURM_CONF={{Path}}/slurm.conf' && kill -KILL "${process#/proc/}"
                done 2> /dev/null
                exit 0
                """]);
        }
    }

    /// <summary>Starts it again.</summary>
    public void StartNode(string node) => _ = Run(["node", Path, node]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = Run(["stop", _directory.FullName]);
        for (int i = 0; i < 50 && _directory.Exists; i++)
        {
            try
            {
                _directory.Delete(recursive: true);
            }
            catch (IOException)
            {
                // A daemon that is being ended writes on for a moment.
                Thread.Sleep(20);
            }

            _directory.Refresh();
        }
    }

    private static BackendSettings Settings(string[] lines)
    {
        FieldNode[] fields =
        [
            .. lines.Select(line => line.Split(": ", 2)).Select(pair => new FieldNode(
                pair[0], new ScalarNode(pair[1], pair[1] is "true" or "false" ? ScalarKind.Boolean : ScalarKind.Text))),
        ];
        return new BackendSettings(new MappingNode([.. fields]), "the backend `slurm`");
    }

    private static int FindPorts()
    {
        while (true)
        {
            int first = Interlocked.Add(ref _next, PortsPerCluster);
            if (Enumerable.Range(first, PortsPerCluster).All(IsFree))
            {
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Run(string[] arguments) => Start("/bin/sh", [System.IO.Path.Combine(AppContext.BaseDirectory, "Slurm", "slurm-cluster.sh"), .. arguments]);

    // Daemons inherit what is not closed, so nothing may be read to its end.
    private static string Start(string program, string[] arguments)
    {
        string output = System.IO.Path.GetTempFileName();
        string command = string.Join(' ', ((string[])[program, .. arguments]).Select(Shell.Quote));
        using Process process = Process.Start("/bin/sh", ["-c", $"{command} > {Shell.Quote(output)} 2>&1 < /dev/null"]);
        process.WaitForExit();
        string text = File.ReadAllText(output);
        File.Delete(output);
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{command} ended with {process.ExitCode}: {text}");
    }

    private void Kill(string pidFile)
    {
        int pid = int.Parse(File.ReadAllText($"{Path}/{pidFile}"), System.Globalization.CultureInfo.InvariantCulture);
        Signal.Send(pid, Signal.Kill);
        while (Signal.IsAlive(pid))
        {
            Thread.Sleep(5);
        }
    }
}
