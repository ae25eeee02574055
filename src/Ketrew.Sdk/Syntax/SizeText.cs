using System.Globalization;
using System.Text.RegularExpressions;

namespace Ketrew.Sdk.Syntax;

/// <summary>Numbers of bytes as a person writes them: <c>4096</c>, <c>10KiB</c>, <c>1.5 GB</c>.</summary>
public static partial class SizeText
{
    private const string Prefixes = "KMGTP";

    /// <summary>Reads a size.</summary>
    /// <param name="text">A whole number of bytes, or a number with a unit: <c>B</c>, <c>KB</c> to <c>PB</c> (steps of 1000; <c>kB</c> too) and <c>KiB</c> to <c>PiB</c> (steps of 1024).
    /// A fraction needs a unit of more than a byte; a blank may stand before the unit.</param>
    /// <param name="bytes">The size, when the result is true; parts of a byte are rounded up.</param>
    /// <returns>False when the text is something else, or more than fits.</returns>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        Match match = Pattern().Match(text);
        if (!match.Success || !decimal.TryParse(match.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return false;
        }

        decimal unit = UnitOf(match.Groups["prefix"].Value, match.Groups["binary"].Success);
        if (number > long.MaxValue / unit || (unit == 1 && number % 1 != 0))
        {
            return false;
        }

        bytes = (long)decimal.Ceiling(number * unit);
        return true;
    }

    private static decimal UnitOf(string prefix, bool isBinary)
    {
        decimal unit = 1;
        for (int power = prefix.Length == 0 ? 0 : Prefixes.IndexOf(prefix, StringComparison.OrdinalIgnoreCase) + 1; power > 0; power--)
        {
            unit *= isBinary ? 1024 : 1000;
        }

        return unit;
    }

    [GeneratedRegex("^(?<number>[0-9]+(?:\\.[0-9]+)?)(?: ?(?:(?<prefix>[KMGTP])(?<binary>i)?|(?<prefix>k)?)B)?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
