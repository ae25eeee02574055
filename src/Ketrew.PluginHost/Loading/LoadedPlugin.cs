using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.PluginHost.Loading;

/// <summary>A plugin that can expand stanzas: compiled, or a template.</summary>
internal abstract class LoadedPlugin
{
    private protected LoadedPlugin()
    {
    }

    /// <summary>Makes it ready for one expansion.</summary>
    public abstract IOpenPlugin Open();
}

/// <summary>A plugin while it expands; closed by disposing it.</summary>
internal interface IOpenPlugin : IDisposable
{
    /// <summary>Runs one of its stanzas. May throw whatever the plugin throws.</summary>
    /// <param name="stanza">The plugin's own name for it.</param>
    /// <param name="fields">What the user wrote.</param>
    /// <param name="context">Takes what comes of it.</param>
    void Expand(string stanza, Node fields, StanzaContext context);

    /// <summary>The plugin's own lines in the trace of an exception, innermost first.</summary>
    string[] FramesOf(Exception exception);
}
