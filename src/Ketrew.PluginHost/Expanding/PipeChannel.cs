using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Expanding;

/// <summary>Asks the engine. Open while its expansion runs: one that kept its context for later is told so.</summary>
/// <param name="query">Whose questions.</param>
/// <param name="frames">To and from the engine.</param>
internal sealed class PipeChannel(int query, FrameStream frames) : IQuestionChannel, IDisposable
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _isClosed;

    /// <inheritdoc/>
    public Answer Ask(Question question, string pluginLine)
    {
        if (_isClosed || Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("A stanza asks questions on its own thread and while it is expanded only.");
        }

        frames.Write(new ProtocolMessage.Ask(query, [.. question.ToParts()], pluginLine));
        return frames.Read() switch
        {
            ProtocolMessage.Answered answered when answered.Query == query => Answer.FromParts(Ketrew.Sdk.ValueList.Create<string>(answered.Answer)),
            null => throw Leave(),
            var message => throw new ProtocolException($"{message.GetType().Name} is no answer to a question of query {query}."),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _isClosed = true;

    // The engine is gone: a plugin that catches everything must not go on for nobody.
    private static InvalidOperationException Leave()
    {
        Environment.Exit(0);
        return new InvalidOperationException("The engine is gone.");
    }
}
