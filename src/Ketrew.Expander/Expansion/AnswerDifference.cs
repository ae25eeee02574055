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
            return [now is Answer.Missing ? "it is unset now" : "it has another value"];
        }

        Answer? old = before.Text is { } parts ? Answer.FromParts(parts) : null;
        return old is Answer.Items oldItems && now is Answer.Items newItems
            ? BetweenLists(oldItems.Values, newItems.Values)
            : [$"{(old is null ? "(long)" : Describe(old))} → {Describe(now)}"];
    }

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

    /// <summary>An answer in a few words: <c>12 items</c>, <c>missing</c>, the text when it is short.</summary>
    /// <param name="answer">Any.</param>
    public static string Describe(Answer answer) => answer switch
    {
        Answer.Text text => Shorten(text.Value),
        Answer.Bytes { Value.Count: 1 } => "1 byte",
        Answer.Bytes bytes => $"{bytes.Value.Count} bytes",
        Answer.Items { Values.Count: 1 } => "1 item",
        Answer.Items items => $"{items.Values.Count} items",
        Answer.Entry entry => Answer.NameOf(entry.Kind),
        Answer.Refused refused => refused.Reason,
        _ => "missing",
    };

    private static string Shorten(string text)
    {
        string line = text.ReplaceLineEndings("⏎");
        return line.Length <= TextLimit ? $"`{line}`" : $"`{line[..TextLimit]}…` ({text.Length} characters)";
    }
}
