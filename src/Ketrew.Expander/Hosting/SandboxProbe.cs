using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Hosting;

/// <summary>Tries how far the sandbox of plugins can be closed on this machine.</summary>
public static class SandboxProbe
{
    /// <summary>Starts a plugin host, closes its sandbox and ends it. Takes about a tenth of a second.</summary>
    /// <exception cref="KetrewException">There is no host, or it doesn't come up.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SandboxState Run(CancellationToken cancellationToken) => Run(new PluginHostOptions(), cancellationToken);

    /// <summary>As the other one, with a host of any place.</summary>
    internal static SandboxState Run(PluginHostOptions options, CancellationToken cancellationToken)
    {
        using PluginHost host = new(options);
        return host.Probe(cancellationToken);
    }
}
