using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Ketrew.PluginHost.Statics;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Loading;

/// <summary>A plugin that can expand stanzas.</summary>
/// <remarks>Its code runs in one shared context when it has no mutable statics, else in a fresh one for each expansion: see decision 0006.</remarks>
internal sealed class LoadedPlugin
{
    // Their native memory is invisible to the collector, which would otherwise see no reason to run.
    private const int ContextsPerCollection = 100;

    private readonly PluginFiles _files;
    private readonly IReadOnlyDictionary<string, string> _typeNames;
    private readonly PluginContext? _shared;
    private int _opened;

    private LoadedPlugin(PluginFiles files, IReadOnlyDictionary<string, string> typeNames, PluginContext? shared)
    {
        _files = files;
        _typeNames = typeNames;
        _shared = shared;
    }

    /// <summary>Loads a plugin; on false <paramref name="problem"/> says everything that is wrong with it.</summary>
    public static bool TryLoad(IReadOnlyList<PluginFile> sent, [NotNullWhen(true)] out LoadedPlugin? plugin, [NotNullWhen(false)] out string? problem)
    {
        plugin = null;
        if (sent.Count == 0)
        {
            problem = "the plugin has no files";
            return false;
        }

        PluginFiles files = new(sent);
        try
        {
            PluginContext context = new(files);
            StanzaCatalogue catalogue = StanzaCatalogue.Of(context.Main);
            problem = catalogue.Problem;
            bool canShare = StaticState.Find(files.Assemblies) is null;
            plugin = problem is null ? new LoadedPlugin(files, catalogue.TypeNames, canShare ? context : null) : null;
            return plugin is not null;
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or TypeLoadException or ReflectionTypeLoadException)
        {
            problem = $"`{files.Main.Name}` can't be loaded: {exception.Message.ReplaceLineEndings(" ")}";
            return false;
        }
    }

    /// <summary>A context to expand in; given back with <see cref="Close"/>.</summary>
    public PluginContext Open() => _shared ?? new PluginContext(_files);

    /// <summary>The class of a stanza; null when the plugin has none of that name.</summary>
    public Type? FindStanza(PluginContext context, string stanza) =>
        _typeNames.TryGetValue(stanza, out string? typeName) ? context.Main.GetType(typeName, throwOnError: true) : null;

    /// <summary>What may be written below the names of its stanzas, in ordinal order of the names.</summary>
    public ValueList<StanzaDescription> Describe()
    {
        XmlDocumentation documentation = XmlDocumentation.Read(_files.Documentation?.Bytes);
        PluginContext context = Open();
        try
        {
            return [.. _typeNames.Keys.Order(StringComparer.Ordinal).Select(stanza => StanzaDescriber.Describe(stanza, FindStanza(context, stanza)!, documentation))];
        }
        finally
        {
            Close(context);
        }
    }

    /// <summary>Ends what <see cref="Open"/> began.</summary>
    public void Close(PluginContext context)
    {
        if (context == _shared)
        {
            return;
        }

        context.Unload();
        if (++_opened % ContextsPerCollection == 0)
        {
            GC.Collect();
        }
    }
}
