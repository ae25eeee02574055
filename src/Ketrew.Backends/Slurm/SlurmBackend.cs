using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;
using Ketrew.Backends.Staging;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Slurm;

/// <summary>The kind <c>slurm</c>: attempts are jobs of Slurm, submitted by <c>sbatch</c>. Written for 20.11 and later; see docs/backends/slurm.md.</summary>
public static class SlurmBackend
{
    /// <summary>What declarations call it.</summary>
    public const string Kind = "slurm";

    /// <summary>Makes a backend whose commands run on a host; nothing is started.</summary>
    /// <param name="context">With the settings, each of which is asked for.</param>
    /// <param name="host">Has sbatch, squeue and scancel.</param>
    /// <param name="probe">Runs probes there.</param>
    /// <param name="staging">How it gets the project's files; null when it has them.</param>
    internal static ScheduledBackend Create(
        BackendContext context, IHost host, Func<Probe, CancellationToken, Task<Verdict>> probe, IStaging? staging = null) =>
        new(new SlurmScheduler(SlurmSettings.Read(context.Settings)), host, ScheduledSettings.Read(context), context, probe, staging);
}
