using System.Buffers;
using System.Globalization;
using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Durations as a person writes them: numbers with a unit, the greatest first.</summary>
internal static class DurationDecoder
{
    // A year: more is a typing mistake, and timers of the runtime end at 49 days each.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>Reads <c>90s</c>, <c>2h30m</c>, <c>1.5h</c>, <c>500ms</c>, <c>1d</c>.</summary>
    public static bool Decode(Node node, DecodeContext context, out TimeSpan value)
    {
        value = default;
        if (node is not ScalarNode { Kind: not (ScalarKind.Null or ScalarKind.Boolean) } scalar)
        {
            return context.Report(Problem.WrongType(node, "a duration", "write it as `90s`, `2h30m` or `500ms`"));
        }

        return TryParse(scalar.Text, out value) || context.Report(Problem.BadDuration(node, scalar.Text));
    }

    /// <summary>How a duration is written in a workflow file.</summary>
    /// <param name="duration">Whole milliseconds, not negative.</param>
    public static string Format(TimeSpan duration)
    {
        (long Count, string Unit)[] parts =
        [
            (duration.Days, "d"), (duration.Hours, "h"), (duration.Minutes, "m"), (duration.Seconds, "s"), (duration.Milliseconds, "ms"),
        ];
        string text = string.Concat(parts.Where(part => part.Count > 0).Select(part => part.Count.ToString(CultureInfo.InvariantCulture) + part.Unit));
        return text.Length == 0 ? "0s" : text;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out TimeSpan value)
    {
        value = default;
        TimeSpan lastUnit = TimeSpan.MaxValue;
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept(NumberCharacters) is >= 0 and int end ? end : rest.Length;
            ReadOnlySpan<char> tail = rest[digits..];
            TimeSpan unit = TakeUnit(ref tail);
            if (unit >= lastUnit || unit == TimeSpan.Zero
                || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
                || count * unit.TotalDays > Longest.TotalDays)
            {
                return false;
            }

            value += unit * count;
            lastUnit = unit;
            rest = tail;
        }

        return !text.IsEmpty && value <= Longest;
    }

    private static TimeSpan TakeUnit(ref ReadOnlySpan<char> text)
    {
        (int length, TimeSpan unit) = text switch
        {
            ['m', 's', ..] => (2, TimeSpan.FromMilliseconds(1)),
            ['s', ..] => (1, TimeSpan.FromSeconds(1)),
            ['m', ..] => (1, TimeSpan.FromMinutes(1)),
            ['h', ..] => (1, TimeSpan.FromHours(1)),
            ['d', ..] => (1, TimeSpan.FromDays(1)),
            _ => (0, TimeSpan.Zero),
        };
        text = text[length..];
        return unit;
    }
}
