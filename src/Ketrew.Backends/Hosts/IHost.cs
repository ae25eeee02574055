using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Hosts;

/// <summary>A machine that runs commands for a backend: this one, or one that is reached by ssh. Thread-safe.</summary>
internal interface IHost
{
    /// <summary>What it is called when attempts are told.</summary>
    string Name { get; }

    /// <summary>Writes files, then runs commands one after the other, in one round trip however many they are. A command that fails stops nothing.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Gives up; commands that run already may go on.</param>
    /// <returns>One outcome per command, in the same order.</returns>
    /// <exception cref="BackendException">The host could not be asked (recoverable), or can't be used at all. Nothing is known of the commands:
    /// none, some or all of them may have run.</exception>
    Task<ValueList<CommandOutcome>> RunAsync(HostRequest request, CancellationToken cancellationToken);
}
