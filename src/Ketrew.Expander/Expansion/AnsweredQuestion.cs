using Ketrew.Expander.Caching;

namespace Ketrew.Expander.Expansion;

/// <summary>A question that an expansion asked, and how it was answered, for people.</summary>
/// <param name="Kind">What kind of question: <c>glob</c>.</param>
/// <param name="Question">As people read it: <c>glob src/*.c</c>.</param>
/// <param name="PluginLine">The line that asks; empty when unknown.</param>
/// <param name="Answer">In a few words: <c>12 paths</c>, <c>missing</c>, a text when it is short. Of a variable only whether it is set.</param>
public sealed record AnsweredQuestion(string Kind, string Question, string PluginLine, string Answer)
{
    internal static AnsweredQuestion Of(Observation observation, Func<string, string> lineOf) => new(
        observation.Question.ToParts()[0],
        observation.Question.ToString(),
        lineOf(observation.PluginLine),
        AnswerDifference.Describe(observation));
}
