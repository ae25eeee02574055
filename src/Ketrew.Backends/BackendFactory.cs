using Ketrew.Backends.Daemonize;
using Ketrew.Backends.GridEngine;
using Ketrew.Backends.HostProcesses;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Kubernetes;
using Ketrew.Backends.Local;
using Ketrew.Backends.Lsf;
using Ketrew.Backends.Pbs;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Slurm;
using Ketrew.Backends.Staging;
using Ketrew.Backends.Yarn;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Backends;

/// <summary>Makes the backends that this library has, by kind; connections to hosts are shared by all that it made.</summary>
/// <param name="hosts">The hosts that a workflow declares.</param>
public sealed class BackendFactory(ValueList<HostDeclaration> hosts) : IAsyncDisposable
{
    // Schedulers whose commands run on any host; the others have a say in where they are.
    private static readonly Dictionary<string, Func<BackendContext, IHost, Func<Probe, CancellationToken, Task<Verdict>>, IStaging?, IBackend>> _schedulers = new(StringComparer.Ordinal)
    {
        [SlurmBackend.Kind] = SlurmBackend.Create,
        [PbsBackend.Kind] = PbsBackend.Create,
        [GridEngineBackend.Kind] = GridEngineBackend.Create,
        [LsfBackend.Kind] = LsfBackend.Create,
    };

    private readonly List<IDisposable> _made = [];
    private readonly HostConnections _connections = new(hosts);

    /// <summary>The kinds there are; each can be used without a declaration, if its settings allow.</summary>
    public static ValueList<string> Kinds { get; } = ["local", "daemonize", SlurmBackend.Kind, PbsBackend.Kind, GridEngineBackend.Kind, LsfBackend.Kind, "kubernetes", YarnBackend.Kind];

    /// <summary>What is mistaken in the declarations of hosts that were used so far.</summary>
    public ValueList<Diagnostic> Problems => _connections.Problems;

    /// <summary>Makes a backend; nothing is started.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="host">Where its commands run: a declared host, or an address; empty for this machine.</param>
    /// <param name="context">What it is made of.</param>
    /// <returns>Null for an unknown kind, or when the host can't be used, which is a problem then.</returns>
    /// <exception cref="KetrewException">It can't work on this machine at all.</exception>
    public IBackend? Create(string kind, string host, BackendContext context) =>
        host.Length == 0 ? CreateHere(kind, context) : Kinds.Contains(kind) ? CreateThere(kind, host, context) : null;

    private IBackend? CreateThere(string kind, string host, BackendContext context)
    {
        // A cluster sees what its login node sees; a single machine sees its own disks.
        FilePlacement usual = kind == HostBackend.Kind ? FilePlacement.Copy : FilePlacement.Shared;
        return _connections.Find(kind, host, context, usual) is not { } services ? null
            : kind == HostBackend.Kind ? Keep(HostBackend.Create(services))
            : _schedulers.TryGetValue(kind, out var create) ? Keep(create(services.Context, services.Host, services.ProbeAsync, services.Staging))
            : null;
    }

    private IBackend? CreateHere(string kind, BackendContext context) => kind switch
    {
        "local" => Keep(new LocalBackend(context.BaseEnvironment, context.MachineName, context.Clock)
        {
            ContainerProgram = context.Settings.Text("container_program"),
            JournalPath = Path.Combine(context.PlaygroundRoot, $"{context.Name}.journal"),
        }),
        "daemonize" => new DaemonizeBackend(context.PlaygroundRoot, context.BaseEnvironment, context.MachineName, context.Clock)
        {
            ContainerProgram = context.Settings.Text("container_program"),
        },
        YarnBackend.Kind => Keep(YarnBackend.Create(context)),
        "kubernetes" => Keep(new KubernetesBackend(context)),
        _ when _schedulers.TryGetValue(kind, out var create) =>
            Keep(create(context, new LocalHost(context.MachineName), new Probing(context.BaseEnvironment, new ProgramLookup()).RunAsync, null)),
        _ => null,
    };

    /// <summary>Lets go of threads and connections. What still runs goes on.</summary>
    public ValueTask DisposeAsync()
    {
        _made.ForEach(one => one.Dispose());
        _connections.Dispose();
        return ValueTask.CompletedTask;
    }

    private IBackend Keep(IBackend made)
    {
        if (made is IDisposable disposable)
        {
            _made.Add(disposable);
        }

        return made;
    }
}
