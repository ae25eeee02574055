using System.Text.Json;
using Ketrew.Expander.Caching;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Schemas;

/// <summary>What plugins say about their stanzas, remembered by plugin identity, so that no host is started when nothing changed.</summary>
/// <param name="files">Where it is remembered.</param>
/// <param name="host">Asked about what isn't.</param>
internal sealed class StanzaDescriptions(SealedFiles files, PluginHost host)
{
    /// <summary>The stanzas of a plugin, as far as they are known without starting a process.</summary>
    /// <param name="code">Of the plugin.</param>
    /// <param name="cancellationToken">Kills the host.</param>
    /// <returns>Null when a process would have to be started, or the plugin has a problem.</returns>
    public ValueList<StanzaDescription>? TryGet(PluginCode code, CancellationToken cancellationToken) =>
        code.Image.Describe() ?? Recall(code.Image)
        ?? (host.ProcessesStarted > 0 && Get(code, out string? problem, cancellationToken) is var stanzas && problem is null ? stanzas : null);

    /// <summary>The stanzas of a plugin.</summary>
    /// <param name="code">Of the plugin.</param>
    /// <param name="problem">Why nothing is known, as one clause; null when all is well.</param>
    /// <param name="cancellationToken">Kills the host.</param>
    /// <returns>Empty when there is a problem.</returns>
    public ValueList<StanzaDescription> Get(PluginCode code, out string? problem, CancellationToken cancellationToken)
    {
        problem = null;
        if ((code.Image.Describe() ?? Recall(code.Image)) is { } known)
        {
            return known;
        }

        if (code.Image is not HostedPlugin plugin)
        {
            problem = "nobody knows them";
            return [];
        }

        ValueList<StanzaDescription> described = host.Describe(plugin, out problem, cancellationToken);
        if (problem is null)
        {
            Remember(plugin, described);
        }

        return described;
    }

    private ValueList<StanzaDescription>? Recall(PluginImage image) =>
        files.Find(NameOf(image)) is { } kept ? JsonSerializer.Deserialize(kept.Span, ProtocolJson.Default.ValueListStanzaDescription) : null;

    private void Remember(PluginImage image, ValueList<StanzaDescription> stanzas) =>
        files.Keep(NameOf(image), JsonSerializer.SerializeToUtf8Bytes(stanzas, ProtocolJson.Default.ValueListStanzaDescription));

    private static string NameOf(PluginImage image) => Digest.Of("descriptions", "1", image.Key).ToString();
}
