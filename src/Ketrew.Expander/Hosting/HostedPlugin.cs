using Ketrew.Expander.Plugins;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Hosting;

/// <summary>What a host process is given of a plugin.</summary>
/// <param name="Key">Two plugins with one key are the same plugin: its identity.</param>
/// <param name="ToMessage">The message that loads it under that key; answered by <see cref="ProtocolMessage.Loaded"/>. Called when a process needs it, at most once for each.</param>
internal sealed record HostedPlugin(string Key, Func<ProtocolMessage> ToMessage) : PluginImage(Key);
