using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Slurm;

/// <summary>A host that does what it is asked to, once, without being able to say so.</summary>
/// <param name="host">Does it.</param>
/// <param name="loses">The first request like this has its answer lost.</param>
internal sealed class UnreliableHost(IHost host, Func<HostRequest, bool> loses) : IHost
{
    private int _lost;

    public int Lost => _lost;

    public string Name => host.Name;

    public async Task<ValueList<CommandOutcome>> RunAsync(HostRequest request, CancellationToken cancellationToken)
    {
        ValueList<CommandOutcome> outcomes = await host.RunAsync(request, cancellationToken);
        return loses(request) && Interlocked.CompareExchange(ref _lost, 1, 0) == 0
            ? throw new BackendException("the connection was lost") { IsRecoverable = true }
            : outcomes;
    }
}
