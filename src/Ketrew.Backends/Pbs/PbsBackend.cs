using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Staging;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Pbs;

/// <summary>The kind <c>pbs</c>: attempts are jobs of OpenPBS, PBS Professional or Torque, submitted by <c>qsub</c>; see docs/backends/pbs.md.</summary>
public static class PbsBackend
{
    /// <summary>What declarations call it.</summary>
    public const string Kind = "pbs";

    /// <summary>Makes a backend whose commands run on a host; nothing is started.</summary>
    /// <param name="context">With the settings, each of which is asked for.</param>
    /// <param name="host">Has qsub, qstat and qdel.</param>
    /// <param name="probe">Runs probes there.</param>
    /// <param name="staging">How it gets the project's files; null when it has them.</param>
    internal static ScheduledBackend Create(
        BackendContext context, IHost host, Func<Probe, CancellationToken, Task<Verdict>> probe, IStaging? staging = null) =>
        new(new PbsScheduler(PbsSettings.Read(context.Settings)), host, ScheduledSettings.Read(context), context, probe, staging);
}
