using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Tests.Clusters;

/// <summary>A host whose answer to the first command of some kind is lost: the command ran.</summary>
/// <param name="inner">Runs commands.</param>
/// <param name="word">What that command holds.</param>
internal sealed class ForgetfulHost(IHost inner, string word) : IHost
{
    private int _forgotten;

    public string Name => inner.Name;

    public async Task<ValueList<CommandOutcome>> RunAsync(HostRequest request, CancellationToken cancellationToken)
    {
        ValueList<CommandOutcome> outcomes = await inner.RunAsync(request, cancellationToken);
        return request.Commands.Any(command => command.Contains(word, StringComparison.Ordinal)) && Interlocked.Exchange(ref _forgotten, 1) == 0
            ? throw new BackendException("the connection was lost") { IsRecoverable = true }
            : outcomes;
    }
}
