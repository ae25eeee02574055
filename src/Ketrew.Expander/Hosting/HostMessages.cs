using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Hosting;

/// <summary>
/// What messages of a host mean. Nothing that a plugin may have forged is believed: parts that the deserializer lets through as null are looked for here.
/// </summary>
internal static class HostMessages
{
    /// <summary>A query as it is sent.</summary>
    /// <param name="query">The query.</param>
    /// <param name="id">Unique in the life of the host.</param>
    public static ExpansionQuery Of(StanzaQuery query, int id) =>
        new(id, query.Plugin.Key, query.Stanza, query.Directory.Value, query.Fields, query.Arguments);

    /// <summary>What a stanza asks.</summary>
    /// <exception cref="ProtocolException">It is no question.</exception>
    public static Question ToQuestion(ProtocolMessage.Ask ask)
    {
        try
        {
            return ask.Question.Contains(null) ? throw Unexpected(ask) : Question.FromParts(ValueList.Create<string>(ask.Question));
        }
        catch (FormatException exception)
        {
            throw new ProtocolException(exception.Message, exception);
        }
    }

    /// <summary>How a query ended.</summary>
    /// <param name="message">What the host said.</param>
    /// <param name="id">The query.</param>
    /// <exception cref="ProtocolException">It says something else.</exception>
    public static ExpansionOutcome ToOutcome(ProtocolMessage message, int id) => message switch
    {
        ProtocolMessage.Done done when done.Query == id && !done.Stanzas.Contains(null) && !done.Diagnostics.Contains(null) =>
            new ExpansionOutcome.Expanded(ValueList.Create<EmittedItem>(done.Stanzas), ValueList.Create<StanzaDiagnostic>(done.Diagnostics)),
        ProtocolMessage.Failed failed when failed.Query == id && !failed.Trace.Contains(null) =>
            new ExpansionOutcome.PluginFailed(failed.Exception, ValueList.Create<string>(failed.Trace)),
        _ => throw Unexpected(message),
    };

    /// <summary>What became of a source.</summary>
    /// <param name="message">What the host said.</param>
    /// <param name="source">The source.</param>
    /// <exception cref="ProtocolException">It says something else.</exception>
    public static CompilationOutcome ToOutcome(ProtocolMessage message, PluginSource source) => message switch
    {
        ProtocolMessage.Compiled compiled when compiled.Source != source.Key || compiled.Problems.Contains(null) => throw Unexpected(message),
        ProtocolMessage.Compiled { Problems.Length: > 0 } compiled => new CompilationOutcome.Refused(ValueList.Create<SourceProblem>(compiled.Problems)),
        ProtocolMessage.Compiled compiled => new CompilationOutcome.Compiled(compiled.Assembly, compiled.Symbols, compiled.Documentation),
        _ => throw Unexpected(message),
    };

    /// <summary>What to throw for a message that doesn't belong here.</summary>
    public static ProtocolException Unexpected(ProtocolMessage message) =>
        new($"The plugin host sent a message out of turn: {message.GetType().Name}.");
}
