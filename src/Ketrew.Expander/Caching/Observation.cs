using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Caching;

/// <summary>One question with its answer, as the engine saw it.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">The digest of the answer; what decides.</param>
/// <param name="Text">The answer itself, to show what changed; null when it is too long to keep, or a variable of the environment.</param>
/// <param name="PluginLine">Who asked: <c>WordCountStanza.cs:14</c>.</param>
internal sealed record Observation(Question Question, Digest Answer, ValueList<string>? Text, string PluginLine)
{
    // Longer answers are told apart by their digest; a person would not read them anyway.
    private const int TextLimit = 16 * 1024;

    /// <summary>Records an answer.</summary>
    public static Observation Of(Question question, Answer answer, string pluginLine)
    {
        ValueList<string> parts = answer.ToParts();

        // A variable may hold a secret: whether it changed is known by the digest, what it was is nobody's business.
        bool isKept = question is not Question.Environment && parts.Sum(part => part.Length) <= TextLimit;
        return new Observation(question, Digest.Of(parts.AsSpan()), isKept ? parts : null, pluginLine);
    }
}
