using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Hosting;

/// <summary>What a host process is given of a plugin.</summary>
/// <param name="Key">Two plugins with one key are the same plugin: its identity.</param>
/// <param name="ReadFiles">The assembly with the stanzas first, then private dependencies and symbols. Called when a process needs them, at most once for each.</param>
internal sealed record HostedPlugin(string Key, Func<PluginFile[]> ReadFiles);
