using System.Globalization;
using Ketrew.Expander.Caching;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Expansion;

/// <summary>Says in a few lines how an answer changed.</summary>
internal static class AnswerDifference
{
    private const int LineLimit = 12;
    private const int TextLimit = 60;

    /// <summary>Old → new.</summary>
    /// <param name="before">The question with its old answer.</param>
    /// <param name="now">The new answer.</param>
    public static ValueList<string> Between(Observation before, Answer now)
    {
        if (before.Question is Question.Environment)
        {
            return [now is Answer.Missing ? "it is unset now" : IsUnset(before) ? "it is set now" : "it has another value"];
        }

        return OldOf(before) is Answer.Items oldItems && now is Answer.Items newItems
            ? BetweenLists(oldItems.Values, newItems.Values)
            : [$"{Describe(before)} → {Describe(before.Question, now)}"];
    }

    /// <summary>A recorded answer in a few words; of a variable only whether it is set.</summary>
    /// <param name="observation">The question with its answer.</param>
    public static string Describe(Observation observation) => observation.Question is Question.Environment
        ? IsUnset(observation) ? "unset" : "set"
        : OldOf(observation) is { } answer ? Describe(observation.Question, answer) : "(long)";

    /// <summary>An answer in a few words: <c>12 paths</c>, <c>missing</c>, the text when it is short; of a variable only whether it is set.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="answer">What was answered.</param>
    public static string Describe(Question question, Answer answer) => question switch
    {
        Question.Environment => answer is Answer.Missing ? "unset" : "set",
        Question.Glob => Describe(answer, "path"),
        Question.Lines => Describe(answer, "line"),
        Question.List => Describe(answer, "name"),
        Question.SiteFiles => Describe(answer, "file"),
        _ => Describe(answer),
    };

    /// <summary>An answer in a few words.</summary>
    /// <param name="answer">Any.</param>
    /// <param name="noun">What a list is a list of.</param>
    public static string Describe(Answer answer, string noun = "item") => answer switch
    {
        Answer.Text text => Shorten(text.Value),
        Answer.Bytes bytes => Count(bytes.Value.Count, "byte"),
        Answer.Items items => Count(items.Values.Count, noun),
        Answer.Entry entry => Answer.NameOf(entry.Kind),
        Answer.Refused refused => refused.Reason,
        _ => "missing",
    };

    private static Answer? OldOf(Observation before) => before.Text is { } parts ? Answer.FromParts(parts) : null;

    // Its value is kept nowhere, but having none has a digest of its own.
    private static bool IsUnset(Observation variable) => variable.Answer == Digest.Of(new Answer.Missing().ToParts().AsSpan());

    private static ValueList<string> BetweenLists(ValueList<string> before, ValueList<string> now)
    {
        List<string> lines =
        [
            .. before.Except(now, StringComparer.Ordinal).Select(item => $"- {item}"),
            .. now.Except(before, StringComparer.Ordinal).Select(item => $"+ {item}"),
        ];
        if (lines.Count == 0)
        {
            return ["the same items in another order or number"];
        }

        return lines.Count <= LineLimit ? lines.ToValueList() : [.. lines.Take(LineLimit), $"… and {lines.Count - LineLimit} more"];
    }

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Shorten(string text)
    {
        string line = text.ReplaceLineEndings("⏎");
        return line.Length <= TextLimit ? $"`{line}`" : $"`{line[..TextLimit]}…` ({text.Length} characters)";
    }
}
