using System.Reflection;
using Ketrew.PluginHost.Loading;
using Ketrew.Sdk;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Expanding;

/// <summary>Runs one stanza and says what came of it.</summary>
/// <param name="frames">To and from the engine.</param>
internal sealed class QueryExpander(FrameStream frames)
{
    /// <summary>Expands a query and sends <see cref="ProtocolMessage.Done"/> or <see cref="ProtocolMessage.Failed"/>.</summary>
    public void Expand(ExpansionQuery query, LoadedPlugin plugin)
    {
        PluginContext context = plugin.Open();
        try
        {
            Send(query.Id, Run(query, plugin, context));
        }
        finally
        {
            plugin.Close(context);
        }
    }

    // The one place where everything is caught: whatever a plugin throws is an answer, not the end of the host.
    private ProtocolMessage Run(ExpansionQuery query, LoadedPlugin plugin, PluginContext context)
    {
        using PipeChannel channel = new(query.Id, frames);
        StanzaContext stanza = new(ProjectPath.Parse(query.Directory), query.Arguments, channel);
        try
        {
            Type type = plugin.FindStanza(context, query.Stanza) ?? throw new MissingMemberException($"The plugin has no stanza `{query.Stanza}`.");
            object instance = Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null, null, null)!;
            ((Stanza)instance).Expand(query.Fields, stanza);
        }
        catch (StanzaFailedException failure)
        {
            stanza.Report(failure.ToDiagnostic());
        }
        catch (Exception exception) when (exception is not ProtocolException)
        {
            return new ProtocolMessage.Failed(query.Id, PluginTrace.Describe(exception), PluginTrace.FramesOf(exception, context));
        }

        return new ProtocolMessage.Done(query.Id, [.. stanza.Emitted], [.. stanza.Diagnostics]);
    }

    private void Send(int query, ProtocolMessage result)
    {
        try
        {
            frames.Write(result);
        }
        catch (ProtocolException exception) when (!exception.IsTooLong)
        {
            // Nothing was sent yet. Mostly: nodes nested without end.
            frames.Write(new ProtocolMessage.Failed(query, $"what the stanza emitted can't be sent: {exception.Message}", []));
        }
    }
}
