using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Hosts;
using Ketrew.Backends.Staging;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Scheduling;

/// <summary>A host, the scheduler there, and the playgrounds: what all who speak to them share.</summary>
/// <param name="scheduler">How it is spoken to.</param>
/// <param name="host">Where its commands are run.</param>
/// <param name="settings">What was declared.</param>
/// <param name="staging">How the host gets the project's files.</param>
internal sealed class SchedulerDesk(IScheduler scheduler, IHost host, ScheduledSettings settings, IStaging staging)
{
    public IScheduler Scheduler => scheduler;

    public IHost Host => host;

    public ScheduledSettings Settings => settings;

    public IStaging Staging => staging;

    public PlaygroundRoot Root { get; } = new(settings.Root);

    public PlaygroundCommands Playgrounds { get; } = new(settings.Root);

    /// <summary>A command of the scheduler as it is run here.</summary>
    public string Prepare(string command) => settings.Setup + command;

    /// <summary>Runs commands in one round trip.</summary>
    /// <exception cref="BackendException">The host could not be asked.</exception>
    public Task<ValueList<CommandOutcome>> RunAsync(IEnumerable<string> commands, CancellationToken cancellationToken) =>
        host.RunAsync(new HostRequest { Commands = commands.ToValueList() }, cancellationToken);

    /// <summary>Runs one command.</summary>
    /// <exception cref="BackendException">The host could not be asked.</exception>
    public async Task<CommandOutcome> RunAsync(string command, CancellationToken cancellationToken) => (await RunAsync([command], cancellationToken))[0];
}
