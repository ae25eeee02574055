using Ketrew.Sdk.Observations;

namespace Ketrew.Sdk.Protocol;

/// <summary>The way from an expansion to whoever knows the world: a pipe to the engine, or a project in memory.</summary>
internal interface IQuestionChannel
{
    /// <summary>Waits for the answer.</summary>
    /// <param name="question">What the stanza wants to know.</param>
    /// <param name="pluginLine">Who asks: <c>WordCountStanza.cs:14</c>.</param>
    Answer Ask(Question question, string pluginLine);
}
