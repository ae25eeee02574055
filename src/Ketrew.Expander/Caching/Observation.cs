using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Caching;

/// <summary>One question with its answer, as the engine saw it.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">The digest of the answer; what decides.</param>
/// <param name="Text">The answer itself, to show what changed; null when it is too long to keep.</param>
/// <param name="PluginLine">Who asked: <c>WordCountStanza.cs:14</c>.</param>
internal sealed record Observation(Question Question, Digest Answer, ValueList<string>? Text, string PluginLine)
{
    // Longer answers are told apart by their digest; a person would not read them anyway.
    private const int TextLimit = 16 * 1024;

    /// <summary>Records an answer.</summary>
    public static Observation Of(Question question, Answer answer, string pluginLine)
    {
        ValueList<string> parts = answer.ToParts();
        return new Observation(question, Digest.Of(parts.AsSpan()), parts.Sum(part => part.Length) <= TextLimit ? parts : null, pluginLine);
    }
}
