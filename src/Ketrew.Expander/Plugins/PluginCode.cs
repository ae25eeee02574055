using Ketrew.Expander.Plugins.Templates;
using Ketrew.Sdk;

namespace Ketrew.Expander.Plugins;

/// <summary>Code that expands stanzas, looked at without running any of it.</summary>
/// <param name="Identity">Hexadecimal digest of everything that decides what it does, the SDK's version too; the same on every machine.</param>
/// <param name="Stanzas">In ordinal order of the names; each name once.</param>
/// <param name="Image">Where it runs.</param>
internal sealed record PluginCode(string Identity, ValueList<DeclaredStanza> Stanzas, PluginImage Image)
{
    /// <summary>The template that it is; null for code that was compiled.</summary>
    public Template? Template { get; init; }

    /// <summary>The project path of the single file that it is; null for everything else.</summary>
    public string? SourceFile { get; init; }

    /// <summary>The backends that it has beside stanzas; empty for anything but an assembly.</summary>
    public DeclaredBackends Backends { get; init; } = DeclaredBackends.None;

    /// <summary>What people are shown for a line of the plugin as the plugin host told it.</summary>
    public string LineOf(string pluginLine) =>
        Template is not null ? Template.Source.LineOf(pluginLine)
        // The compiler knows only the file's own name, so that the same file elsewhere is the same plugin.
        : SourceFile is not null && pluginLine.StartsWith($"{Path.GetFileName(SourceFile)}:", StringComparison.Ordinal) ? SourceFile + pluginLine[pluginLine.LastIndexOf(':')..]
        : pluginLine;
}
