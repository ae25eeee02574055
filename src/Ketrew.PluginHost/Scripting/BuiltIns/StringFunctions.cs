using System.Globalization;
using System.Text;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary><c>string.…</c>; comparisons are ordinal, letters are changed as in the invariant culture.</summary>
internal static class StringFunctions
{
    public static IReadOnlyList<BuiltIn> All { get; } =
    [
        new("append", "text with", call => Value.From(call.Text(0) + call.Text(1))),
        new("prepend", "text by", call => Value.From(call.Text(1) + call.Text(0))),
        new("capitalize", "text", call => Value.From(Capitalize(call.Text(0)))),
        new("capitalizewords", "text", call => Value.From(CapitalizeWords(call.Text(0)))),
        new("downcase", "text", call => Value.From(Lower(call.Text(0)))),
        new("upcase", "text", call => Value.From(call.Text(0).ToUpperInvariant())),
        new("handleize", "text", call => Value.From(Handleize(call.Text(0)))),
        new("literal", "text", call => Value.From(ValueText.Quote(call.Text(0)))),
        new("escape", "text", call => Value.From(ValueText.Escape(call.Text(0)))),
        new("contains", "text value", call => Value.From(call.Text(0).Contains(call.Text(1), StringComparison.Ordinal))),
        new("starts_with", "text value", call => Value.From(call.Text(0).StartsWith(call.Text(1), StringComparison.Ordinal))),
        new("ends_with", "text value", call => Value.From(call.Text(0).EndsWith(call.Text(1), StringComparison.Ordinal))),
        new("equals_ignore_case", "text value", call => Value.From(call.Text(0).Equals(call.Text(1), StringComparison.OrdinalIgnoreCase))),
        new("empty", "text", call => Value.From(call.TextOrNothing(0).Length == 0)),
        new("whitespace", "text", call => Value.From(string.IsNullOrWhiteSpace(call.TextOrNothing(0)))),
        new("size", "text", call => Value.From(call.TextOrNothing(0).Length)),
        new("index_of", "text search start_index? count?", IndexOf),
        new("strip", "text", call => Value.From(call.Text(0).Trim())),
        new("lstrip", "text", call => Value.From(call.Text(0).TrimStart())),
        new("rstrip", "text", call => Value.From(call.Text(0).TrimEnd())),
        new("strip_newlines", "text", call => Value.From(string.Concat(call.Text(0).Where(c => c is not ('\n' or '\r'))))),
        new("pad_left", "text width", call => Value.From(call.Text(0).PadLeft(Width(call)))),
        new("pad_right", "text width", call => Value.From(call.Text(0).PadRight(Width(call)))),
        new("pluralize", "number singular plural", call => Value.From(call.Number(0).Double == 1 ? call.Text(1) : call.Text(2))),
        new("remove", "text remove", call => Replacing.All(call, 0, 1, "")),
        new("remove_first", "text remove", call => Replacing.One(call, "", fromEnd: false)),
        new("remove_last", "text remove", call => Replacing.One(call, "", fromEnd: true)),
        new("replace", "text match replace", call => Replacing.All(call, 0, 1, call.Text(2))),
        new("replace_first", "text match replace from_end?", call => Replacing.One(call, call.Text(2), call.Boolean(3, otherwise: false))),
        new("slice", "text start length?", call => Slice(call, call.Integer(2, otherwise: int.MaxValue))),
        new("slice1", "text start length?", call => Slice(call, call.Integer(2, otherwise: 1))),
        new("split", "text match", Split),
        new("to_int", "text", call => ToInteger(call, int.MinValue, int.MaxValue)),
        new("to_long", "text", call => ToInteger(call, long.MinValue, long.MaxValue)),
        new("to_float", "text", call => ToNumber(call.Text(0))),
        new("to_double", "text", call => ToNumber(call.Text(0))),
        new("truncate", "text length ellipsis?", Truncate),
        new("truncatewords", "text count ellipsis?", TruncateWords),
    ];

    private static string Capitalize(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    private static string CapitalizeWords(string text) => string.Create(text.Length, text, static (result, source) =>
    {
        for (int i = 0; i < source.Length; i++)
        {
            result[i] = i == 0 || char.IsWhiteSpace(source[i - 1]) ? char.ToUpperInvariant(source[i]) : source[i];
        }
    });

    // By character: the analyzer takes lower case for a mistake, here it is what was asked for.
    private static string Lower(string text) => string.Create(text.Length, text, static (result, source) => source.AsSpan().ToLowerInvariant(result));

    private static string Handleize(string text)
    {
        StringBuilder handle = new(text.Length);
        foreach (char c in Lower(text))
        {
            if (char.IsLetterOrDigit(c))
            {
                handle.Append(c);
            }
            else if (handle.Length > 0 && handle[^1] != '-')
            {
                handle.Append('-');
            }
        }

        return handle.ToString().TrimEnd('-');
    }

    private static Value IndexOf(CallArguments call)
    {
        string text = call.Text(0);
        int start = (int)Math.Clamp(call.Integer(2, otherwise: 0), 0, text.Length);
        int count = (int)Math.Clamp(call.Integer(3, otherwise: text.Length), 0, text.Length - start);
        return Value.From(text.IndexOf(call.Text(1), start, count, StringComparison.Ordinal));
    }

    private static int Width(CallArguments call)
    {
        int width = Math.Max(0, call.Count(1));
        call.Budget.SpendText(width);
        return width;
    }

    private static Value Slice(CallArguments call, long length)
    {
        string text = call.Text(0);
        long asked = call.Integer(1);
        int start = (int)Math.Clamp(asked < 0 ? asked + text.Length : asked, 0, text.Length);
        return Value.From(text.Substring(start, (int)Math.Clamp(length, 0, text.Length - start)));
    }

    private static Value Split(CallArguments call)
    {
        string separator = call.Text(1);
        string[] parts = separator.Length == 0
            ? [.. call.Text(0).EnumerateRunes().Select(rune => rune.ToString())]
            : call.Text(0).Split(separator, StringSplitOptions.RemoveEmptyEntries);
        call.Budget.SpendItems(parts.Length);
        return Value.From(parts);
    }

    private static Value ToInteger(CallArguments call, long least, long greatest) =>
        long.TryParse(call.Text(0), NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) && number >= least && number <= greatest
            ? Value.From(number)
            : Value.Null;

    private static Value ToNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? Value.From(number)
            : Value.Null;

    private static Value Truncate(CallArguments call)
    {
        (string text, int length, string ellipsis) = (call.Text(0), Math.Max(0, call.Count(1)), call.Text(2, otherwise: "..."));
        return Value.From(text.Length <= length ? text : $"{text[..Math.Max(0, length - ellipsis.Length)]}{ellipsis}");
    }

    private static Value TruncateWords(CallArguments call)
    {
        (string text, int count) = (call.Text(0), Math.Max(0, call.Count(1)));
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Value.From(words.Length <= count ? text : $"{string.Join(' ', words.Take(count))}{call.Text(2, otherwise: "...")}");
    }
}
