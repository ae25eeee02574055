using Ketrew.Backends.Hosts;
using Ketrew.Backends.Processes;
using Ketrew.Backends.Scheduling;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Yarn;

/// <summary>The kind <c>yarn</c>: attempts are services or applications of Hadoop YARN, by way of its resource manager; see docs/backends/yarn.md.</summary>
public static class YarnBackend
{
    /// <summary>What declarations call it.</summary>
    public const string Kind = "yarn";

    /// <summary>Makes a backend; nothing is started. Playgrounds lie where this machine and the nodes see them.</summary>
    /// <param name="context">With the settings, each of which is asked for.</param>
    public static IBackend Create(BackendContext context) =>
        Create(context, new LocalHost(context.MachineName), new Probing(context.BaseEnvironment, new ProgramLookup()).RunAsync);

    /// <summary>Makes a backend whose playgrounds are written on a host; nothing is started.</summary>
    /// <param name="context">With the settings, each of which is asked for.</param>
    /// <param name="host">Sees playgrounds where nodes see them.</param>
    /// <param name="probe">Runs probes there.</param>
    internal static ScheduledBackend Create(BackendContext context, IHost host, Func<Probe, CancellationToken, Task<Verdict>> probe)
    {
        YarnSettings settings = YarnSettings.Read(context.Settings);
        if (context.Settings.Has("setup"))
        {
            context.Settings.Report("setup", "YARN is asked over HTTP: there are no commands to set up", "remove it");
        }

        return new ScheduledBackend(new YarnScheduler(settings), new YarnGateway(host, settings), ScheduledSettings.Read(context) with { Setup = "" }, context, probe);
    }
}
