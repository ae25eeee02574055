using System.Globalization;
using Ketrew.PluginHost.Compiling;
using Ketrew.PluginHost.Expanding;
using Ketrew.PluginHost.Loading;
using Ketrew.PluginHost.Sandboxing;
using Ketrew.PluginHost.Templates;
using Ketrew.Sdk;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost;

/// <summary>What the host does for the engine, one message after the other: nothing happens unasked, and nothing at the same time.</summary>
/// <param name="frames">To and from the engine.</param>
/// <param name="sandbox">Closed when the engine says so, and before any plugin comes.</param>
internal sealed class Conversation(FrameStream frames, Sandbox sandbox)
{
    private const int Protocol = 1;

    private readonly Dictionary<string, LoadedPlugin> _plugins = new(StringComparer.Ordinal);
    private readonly Lazy<SourceCompiler> _compiler = new(() => new SourceCompiler(PluginReferences.In(AppContext.BaseDirectory)));
    private readonly QueryExpander _expander = new(frames);
    private bool _isConfined;

    /// <summary>Talks until the engine closes.</summary>
    /// <exception cref="ProtocolException">The engine says something else than the protocol.</exception>
    public void Run()
    {
        frames.Write(new ProtocolMessage.Hello([Protocol], typeof(Stanza).Assembly.GetName().Version?.ToString(3) ?? ""));
        if (frames.Read() is not ProtocolMessage.Welcome { Protocol: Protocol })
        {
            throw new ProtocolException(string.Create(CultureInfo.InvariantCulture, $"The engine doesn't speak protocol {Protocol}."));
        }

        while (frames.Read() is { } message)
        {
            Obey(message);
        }
    }

    private void Obey(ProtocolMessage message)
    {
        switch (message)
        {
            case ProtocolMessage.Confine when !_isConfined:
                _isConfined = true;
                frames.Write(sandbox.Close());
                break;
            case ProtocolMessage.Compile compile when !_isConfined:
                foreach (PluginSource source in compile.Sources)
                {
                    frames.Write(_compiler.Value.Compile(source));
                }

                break;
            case ProtocolMessage.Load load when _isConfined:
                frames.Write(Load(load));
                break;
            case ProtocolMessage.LoadTemplate load when _isConfined:
                _plugins[load.Plugin] = new TemplatePlugin(load.Template);
                frames.Write(new ProtocolMessage.Loaded(load.Plugin, null, []));
                break;
            case ProtocolMessage.Expand expand:
                foreach (ExpansionQuery query in expand.Queries)
                {
                    _expander.Expand(query, _plugins[query.Plugin]);
                }

                break;
            case ProtocolMessage.Describe describe when _plugins[describe.Plugin] is AssemblyPlugin plugin:
                frames.Write(new ProtocolMessage.Described(describe.Plugin, plugin.Describe()));
                break;
            default:
                throw new ProtocolException($"{message.GetType().Name} is nothing that an engine says now.");
        }
    }

    private ProtocolMessage.Loaded Load(ProtocolMessage.Load load)
    {
        if (!AssemblyPlugin.TryLoad(load.Files, out AssemblyPlugin? plugin, out string? problem))
        {
            return new ProtocolMessage.Loaded(load.Plugin, problem, []);
        }

        _plugins[load.Plugin] = plugin;
        return new ProtocolMessage.Loaded(load.Plugin, null, plugin.Findings);
    }
}
