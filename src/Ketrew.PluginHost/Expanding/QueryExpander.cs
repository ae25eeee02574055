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
        using IOpenPlugin opened = plugin.Open();
        Send(query.Id, Run(query, opened));
    }

    // The one place where everything is caught: whatever a plugin throws is an answer, not the end of the host.
    private ProtocolMessage Run(ExpansionQuery query, IOpenPlugin plugin)
    {
        using PipeChannel channel = new(query.Id, frames);
        StanzaContext stanza = new(ProjectPath.Parse(query.Directory), query.Arguments, channel);
        try
        {
            plugin.Expand(query.Stanza, query.Fields, stanza);
        }
        catch (StanzaFailedException failure)
        {
            stanza.Report(failure.ToDiagnostic());
        }
        catch (StanzaLateException)
        {
            // The engine knows: it gave that answer.
            return new ProtocolMessage.Done(query.Id, [], []);
        }
        catch (Exception exception) when (exception is not ProtocolException)
        {
            return new ProtocolMessage.Failed(query.Id, PluginTrace.Describe(exception), plugin.FramesOf(exception));
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
