using System.Runtime.Versioning;
using Ketrew.Backends.HostProcesses;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Tests.Contract;
using Ketrew.Sdk.Backends;
using Ketrew.TestSupport;

namespace Ketrew.Backends.Tests.Ssh;

/// <summary>One server and one connection for all tests of a class.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SshFixture : IDisposable
{
    private readonly SshServer _server = new();
    private readonly SshHost _host;

    public SshFixture() => _host = new SshHost(_server.Address, "testhost");

    public void Dispose()
    {
        _host.Dispose();
        _server.Dispose();
    }

    /// <summary>Runs attempts on a host that has the same files.</summary>
    public ScheduledBackend MakeBackend(TemporaryDirectory directory) =>
        MakeBackend(_host, new HostAddress { Machine = "testhost", Stage = FilePlacement.Shared }, directory["playgrounds"]);

    /// <summary>Runs attempts on a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="address">How it is used.</param>
    /// <param name="playgrounds">Absolute path of the directory for what is kept here.</param>
    /// <param name="project">Absolute path of the project.</param>
    internal static ScheduledBackend MakeBackend(SshHost host, HostAddress address, string playgrounds, string project = "") =>
        HostBackend.Create(
            HostServices.Create(
                host,
                address,
                new BackendContext
                {
                    Name = "daemonize",
                    Settings = BackendSettings.Empty,
                    PlaygroundRoot = playgrounds,
                    ProjectDirectory = project,
                    BaseEnvironment = Bench.BaseSet,
                    MachineName = "here",
                },
                FilePlacement.Copy) ?? throw new InvalidOperationException("The host can't be used."));
}
