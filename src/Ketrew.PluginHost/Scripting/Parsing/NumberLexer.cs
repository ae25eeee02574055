using System.Globalization;
using System.Text.RegularExpressions;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.Parsing;

/// <summary>A number and where it ends; the value is null when it is none that can be held.</summary>
internal readonly partial record struct NumberLexer(Value? Value, int End)
{
    public static NumberLexer Read(string text, int start)
    {
        Match match = Number().Match(text, start);
        int end = start + match.Length;
        if (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            return new NumberLexer(null, end + text.AsSpan(end).IndexOfAnyExcept(_wordCharacters) is var stop && stop > end ? stop : text.Length);
        }

        return new NumberLexer(Parse(match), end);
    }

    private static readonly System.Buffers.SearchValues<char> _wordCharacters =
        System.Buffers.SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");

    private static Value? Parse(Match match)
    {
        string digits = match.Groups["digits"].Value;
        if (match.Groups["hex"].Success)
        {
            return ulong.TryParse(match.Groups["hex"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hex)
                ? Values.Value.From(unchecked((long)hex))
                : null;
        }

        if (match.Groups["fraction"].Length == 0 && match.Groups["suffix"].Length == 0)
        {
            return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long integer) ? Values.Value.From(integer) : null;
        }

        double number = double.Parse(digits + match.Groups["fraction"].Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? Values.Value.From(number) : null;
    }

    // A point belongs to the number when a digit follows: `1..3` is a range, `1.size` a member.
    [GeneratedRegex(@"\G(?:0[xX](?<hex>[0-9a-fA-F]+)u?|(?<digits>[0-9]+)(?<fraction>(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?<suffix>[fFdDmM]?))", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
