using System.Globalization;
using System.Text.RegularExpressions;

namespace Ketrew.Sdk.Syntax;

/// <summary>Durations as a person writes them: <c>90s</c>, <c>2h30m</c>, <c>500ms</c>, <c>1d</c>.</summary>
public static partial class DurationText
{
    private static readonly (string Unit, TimeSpan Size)[] _units =
    [
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>Reads a duration.</summary>
    /// <param name="text">Whole numbers with units, largest first; a number needs its unit.</param>
    /// <param name="duration">The duration, when the result is true; at most 10 000 days.</param>
    /// <returns>False when the text is something else.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        Match match = Pattern().Match(text);
        if (!match.Success || text.Length == 0)
        {
            return false;
        }

        double milliseconds = 0;
        for (int i = 0; i < _units.Length; i++)
        {
            if (match.Groups[i + 1] is { Success: true } group)
            {
                milliseconds += double.Parse(group.ValueSpan, CultureInfo.InvariantCulture) * _units[i].Size.TotalMilliseconds;
            }
        }

        if (milliseconds > TimeSpan.FromDays(10_000).TotalMilliseconds)
        {
            return false;
        }

        duration = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }

    /// <summary>Writes a duration so that <see cref="TryParse"/> reads it; parts below a millisecond are dropped.</summary>
    /// <param name="duration">Not negative.</param>
    public static string Format(TimeSpan duration)
    {
        string text = "";
        foreach ((string unit, TimeSpan size) in _units)
        {
            long count = duration.Ticks / size.Ticks;
            if (count > 0)
            {
                text += string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
                duration -= size * count;
            }
        }

        return text.Length == 0 ? "0s" : text;
    }

    [GeneratedRegex("^(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
