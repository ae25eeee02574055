using Ketrew.Backends.Hosts;
using Ketrew.Sdk;

namespace Ketrew.Backends.Tests.Clusters;

/// <summary>A host whose commands are run by way of something else: in another network, with other programs.</summary>
/// <param name="inner">Runs them.</param>
/// <param name="wrap">Makes a command the one that is run.</param>
internal sealed class PrefixedHost(IHost inner, Func<string, string> wrap) : IHost
{
    public string Name => inner.Name;

    public Task<ValueList<CommandOutcome>> RunAsync(HostRequest request, CancellationToken cancellationToken) =>
        inner.RunAsync(request with { Commands = request.Commands.Select(wrap).ToValueList() }, cancellationToken);
}
