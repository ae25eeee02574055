using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Ketrew.PluginHost.Compiling;
using Ketrew.PluginHost.Expanding;
using Ketrew.PluginHost.Statics;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.PluginHost.Loading;

/// <summary>A plugin that was compiled.</summary>
/// <remarks>Its code runs in one shared context when it has no mutable statics, else in a fresh one for each expansion: see decision 0006.</remarks>
internal sealed class AssemblyPlugin : LoadedPlugin
{
    // Their native memory is invisible to the collector, which would otherwise see no reason to run.
    private const int ContextsPerCollection = 100;

    private readonly PluginFiles _files;
    private readonly IReadOnlyDictionary<string, string> _typeNames;
    private readonly PluginContext? _shared;
    private int _opened;

    private AssemblyPlugin(PluginFiles files, AssemblyFinding[] findings, IReadOnlyDictionary<string, string> typeNames, PluginContext? shared)
    {
        Findings = findings;
        _files = files;
        _typeNames = typeNames;
        _shared = shared;
    }

    /// <summary>What its assemblies name that a stanza shouldn't use.</summary>
    public AssemblyFinding[] Findings { get; }

    /// <summary>Loads a plugin; on false <paramref name="problem"/> says everything that is wrong with it.</summary>
    public static bool TryLoad(IReadOnlyList<PluginFile> sent, [NotNullWhen(true)] out AssemblyPlugin? plugin, [NotNullWhen(false)] out string? problem)
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
            AssemblyFinding[] findings = AssemblyLint.Check(files);
            PluginContext context = new(files);
            StanzaCatalogue catalogue = StanzaCatalogue.Of(context.Main);
            problem = catalogue.Problem;
            bool canShare = StaticState.Find(files.Assemblies) is null;
            plugin = problem is null ? new AssemblyPlugin(files, findings, catalogue.TypeNames, canShare ? context : null) : null;
            return plugin is not null;
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or TypeLoadException or ReflectionTypeLoadException)
        {
            problem = $"`{files.Main.Name}` can't be loaded: {exception.Message.ReplaceLineEndings(" ")}";
            return false;
        }
    }

    /// <inheritdoc/>
    public override IOpenPlugin Open() => new Opened(this, _shared ?? new PluginContext(_files));

    /// <summary>What may be written below the names of its stanzas, in ordinal order of the names.</summary>
    public ValueList<StanzaDescription> Describe()
    {
        XmlDocumentation documentation = XmlDocumentation.Read(_files.Documentation?.Bytes);
        PluginContext context = _shared ?? new PluginContext(_files);
        try
        {
            return [.. _typeNames.Keys.Order(StringComparer.Ordinal).Select(stanza => StanzaDescriber.Describe(stanza, FindStanza(context, stanza)!, documentation))];
        }
        finally
        {
            Close(context);
        }
    }

    private Type? FindStanza(PluginContext context, string stanza) =>
        _typeNames.TryGetValue(stanza, out string? typeName) ? context.Main.GetType(typeName, throwOnError: true) : null;

    private void Close(PluginContext context)
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

    private sealed class Opened(AssemblyPlugin plugin, PluginContext context) : IOpenPlugin
    {
        public void Expand(string stanza, Node fields, StanzaContext stanzaContext)
        {
            object instance = Activator.CreateInstance(
                plugin.FindStanza(context, stanza) ?? throw new MissingMemberException($"The plugin has no stanza `{stanza}`."),
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions,
                null,
                null,
                null)!;
            ((Stanza)instance).Expand(fields, stanzaContext);
        }

        public string[] FramesOf(Exception exception) => PluginTrace.FramesOf(exception, context);

        public void Dispose() => plugin.Close(context);
    }
}
