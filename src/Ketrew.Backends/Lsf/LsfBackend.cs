using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Staging;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Lsf;

/// <summary>The kind <c>lsf</c>: attempts are jobs of LSF or OpenLava, submitted by <c>bsub</c>; see docs/backends/lsf.md.</summary>
public static class LsfBackend
{
    /// <summary>What declarations call it.</summary>
    public const string Kind = "lsf";

    /// <summary>Makes a backend whose commands run on a host; nothing is started.</summary>
    /// <param name="context">With the settings, each of which is asked for.</param>
    /// <param name="host">Has bsub, bjobs and bkill.</param>
    /// <param name="probe">Runs probes there.</param>
    /// <param name="staging">How it gets the project's files; null when it has them.</param>
    internal static ScheduledBackend Create(
        BackendContext context, IHost host, Func<Probe, CancellationToken, Task<Verdict>> probe, IStaging? staging = null) =>
        new(new LsfScheduler(LsfSettings.Read(context.Settings)), host, ScheduledSettings.Read(context), context, probe, staging);
}
