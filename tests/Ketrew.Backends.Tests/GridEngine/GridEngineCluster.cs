using System.Diagnostics;
using System.Runtime.Versioning;
using Ketrew.Backends.GridEngine;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Clusters;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.GridEngine;

/// <summary>A real Grid Engine of its own, in a directory, on a host of its own. Started by <c>gridengine-cluster.sh</c>; all of it ends when it is disposed,
/// or when whoever made it is gone.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class GridEngineCluster : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ketrew-ge-");
    private readonly Process _process;
    private readonly string _join;

    public GridEngineCluster()
    {
        string state = Path.Combine(_directory.FullName, "cluster");
        ProcessStartInfo start = new("/bin/sh", [Path.Combine(AppContext.BaseDirectory, "GridEngine", "gridengine-cluster.sh"), state]) { RedirectStandardInput = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException("sh can't be started");
        string ready = Path.Combine(state, "ready");
        Stopwatch waited = Stopwatch.StartNew();
        while (!File.Exists(ready))
        {
            if (_process.HasExited || waited.Elapsed > _patience)
            {
                throw new InvalidOperationException($"Grid Engine did not start: {File.ReadAllText(Path.Combine(state, "log"))}");
            }

            Thread.Sleep(20);
        }

        _join = $"exec nsenter --target {File.ReadAllText(ready).Trim()} --all -- env SGE_ROOT={state}/root SGE_CELL=default SGE_QMASTER_PORT=6444 SGE_EXECD_PORT=6445 /bin/sh -c ";
    }

    /// <summary>Where its commands work.</summary>
    internal IHost Host => new PrefixedHost(new LocalHost("testhost"), InThere);

    /// <summary>Runs a command there.</summary>
    /// <param name="command">For sh.</param>
    /// <returns>What it printed.</returns>
    public async Task<string> AskAsync(string command) =>
        (await new LocalHost("here").RunAsync(new HostRequest { Commands = [InThere(command)] }, CancellationToken.None))[0].Output;

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    /// <summary>Ends the master as a crash would.</summary>
    public Task KillMasterAsync() => AskAsync("kill -9 $(cat \"$SGE_ROOT/../spool/qmaster/qmaster.pid\")");

    internal ScheduledBackend MakeBackend(string playgrounds, params string[] settings) => MakeBackend(playgrounds, Host, settings);

    internal static ScheduledBackend MakeBackend(string playgrounds, IHost host, params string[] settings)
    {
        BackendContext context = Declaration.Of("gridengine", playgrounds, settings);
        return GridEngineBackend.Create(context, host, new Probing(context.BaseEnvironment, new ProgramLookup()).RunAsync);
    }

    private string InThere(string command) => _join + Shell.Quote(command);
}
