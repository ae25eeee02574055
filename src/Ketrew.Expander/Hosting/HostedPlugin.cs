using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Hosting;

/// <summary>What a host process is given of a plugin.</summary>
/// <param name="Key">Two plugins with one key are the same plugin: its identity.</param>
/// <param name="ToMessage">The message that loads it under that key; answered by <see cref="ProtocolMessage.Loaded"/>. Called when a process needs it, at most once for each.</param>
internal sealed record HostedPlugin(string Key, Func<ProtocolMessage> ToMessage) : PluginImage(Key)
{
    /// <summary>What is known of its stanzas here. Default: nothing, the host must be asked.</summary>
    public Func<ValueList<StanzaDescription>?> Description { get; init; } = static () => null;

    /// <inheritdoc/>
    public override ValueList<StanzaDescription>? Describe() => Description();
}
