using Ketrew.Sdk;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.Backends.Hosted;

/// <summary>What plugins turned out to hold.</summary>
/// <param name="Kinds">Those that can be used, in the order of the plugins.</param>
/// <param name="Problems">Everything that is wrong with any of them.</param>
public sealed record LoadedPlugins(ValueList<BackendKind> Kinds, ValueList<BackendPluginProblem> Problems)
{
    /// <summary>Nothing was to be loaded.</summary>
    internal static LoadedPlugins None { get; } = new([], []);

    /// <exception cref="ProtocolException">It tells of plugins that there aren't.</exception>
    internal static LoadedPlugins Of(BackendMessage.Loaded loaded, ValueList<BackendPlugin> plugins)
    {
        BackendPlugin Find(int plugin) => plugin >= 0 && plugin < plugins.Count ? plugins[plugin] : throw new ProtocolException($"There is no plugin {plugin}.");

        return new LoadedPlugins(
            [.. loaded.Kinds.Select(kind => new BackendKind(kind.Kind, Find(kind.Plugin)))],
            [.. loaded.Problems.Select(problem => new BackendPluginProblem(Find(problem.Plugin), problem.Message))]);
    }
}
