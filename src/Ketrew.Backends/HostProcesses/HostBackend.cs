using Ketrew.Backends.Hosts;
using Ketrew.Backends.Scheduling;

namespace Ketrew.Backends.HostProcesses;

/// <summary>The kind <c>daemonize</c> on a host that is reached by ssh; see docs/backends/ssh.md.</summary>
internal static class HostBackend
{
    /// <summary>What declarations call it.</summary>
    public const string Kind = "daemonize";

    // Nobody keeps books that could be late; what is left is the host's own disk.
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(2);

    /// <summary>Makes a backend; nothing is connected.</summary>
    /// <param name="services">Of the host.</param>
    public static ScheduledBackend Create(HostServices services)
    {
        ScheduledSettings settings = ScheduledSettings.Read(services.Context) with { NodeWait = _grace };
        return new ScheduledBackend(
            new HostProcessScheduler(),
            services.Host,
            services.Context.Settings.Has("grace") ? settings : settings with { Grace = _grace },
            services.Context,
            services.ProbeAsync,
            services.Staging);
    }
}
