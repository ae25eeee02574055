using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Staging;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.GridEngine;

/// <summary>The kind <c>gridengine</c>: attempts are jobs of Grid Engine, submitted by <c>qsub</c>; see docs/backends/gridengine.md.</summary>
public static class GridEngineBackend
{
    /// <summary>What declarations call it.</summary>
    public const string Kind = "gridengine";

    /// <summary>Makes a backend whose commands run on a host; nothing is started.</summary>
    /// <param name="context">With the settings, each of which is asked for.</param>
    /// <param name="host">Has qsub, qstat, qacct and qdel.</param>
    /// <param name="probe">Runs probes there.</param>
    /// <param name="staging">How it gets the project's files; null when it has them.</param>
    internal static ScheduledBackend Create(
        BackendContext context, IHost host, Func<Probe, CancellationToken, Task<Verdict>> probe, IStaging? staging = null) =>
        new(new GridEngineScheduler(GridEngineSettings.Read(context.Settings)), host, ScheduledSettings.Read(context), context, probe, staging);
}
