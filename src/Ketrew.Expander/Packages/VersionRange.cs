using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Ketrew.Sdk;

namespace Ketrew.Expander.Packages;

/// <summary>Which versions of a package will do: bounds separated by blanks, all of which must hold.</summary>
/// <remarks>
/// <para><c>&gt;=1.2 &lt;2</c>; operators are <c>&gt;= &gt; &lt;= &lt; =</c>. Left out numbers of a bound stand for all of them:
/// <c>1.2</c> and <c>=1.2</c> mean every 1.2.x, <c>&lt;=1.4</c> has 1.4.9, <c>&gt;1.4</c> begins at 1.5.0. <c>1.2.3</c> means that version. <c>*</c> means any.</para>
/// <para>A prerelease is meant only where a bound names one of the same x.y.z, so that <c>&lt;2</c> doesn't take 2.0.0-rc.1; <c>*</c> takes them all.</para>
/// </remarks>
public sealed partial record VersionRange
{
    private const string Example = "write it as `>=1.2 <2`, `1.2` or `1.2.3`";

    private readonly string _text;
    private readonly ValueList<Bound> _bounds;

    private VersionRange(string text, ValueList<Bound> bounds)
    {
        _text = text;
        _bounds = bounds;
    }

    private enum Direction
    {
        AtLeast,
        Above,
        AtMost,
        Below,
        Exactly,
    }

    /// <summary>Every version: <c>*</c>.</summary>
    public static VersionRange Any { get; } = new("*", []);

    /// <summary>Reads a range.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="range">The range, when the result is true.</param>
    /// <param name="hint">What to write instead, when the result is false.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out VersionRange? range, [NotNullWhen(false)] out string? hint)
    {
        string trimmed = text.Trim();
        MatchCollection bounds = OneBound().Matches(trimmed);
        bool isRead = bounds.Count > 0 && bounds.Sum(bound => bound.Length) == trimmed.Length;
        range = trimmed == "*" ? Any
            : isRead ? new VersionRange(string.Join(' ', bounds.Select(Normalize)), bounds.SelectMany(Read).ToValueList())
            : null;
        hint = range is null ? Propose(trimmed) : null;
        return range is not null;
    }

    /// <summary>True when a version will do.</summary>
    /// <param name="version">Any.</param>
    public bool Contains(SemanticVersion version) =>
        _bounds.All(bound => bound.Holds(version)) && (!version.IsPrerelease || _bounds.IsEmpty || _bounds.Any(bound => bound.NamesPrereleaseOf(version)));

    /// <summary>As written, with single blanks.</summary>
    public override string ToString() => _text;

    private static string Normalize(Match bound) => $"{bound.Groups["operator"].Value}{bound.Groups["version"].Value}";

    private static string Propose(string text) => Caret().Match(text) is { Success: true } match
        ? string.Create(CultureInfo.InvariantCulture, $"write `>={match.Groups[2].Value} <{int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture) + 1}`")
        : Example;

    private static IEnumerable<Bound> Read(Match match)
    {
        string version = match.Groups["version"].Value;
        int given = version.Split('-')[0].Count(character => character == '.') + 1;
        SemanticVersion low = Parse(version + string.Concat(Enumerable.Repeat(".0", 3 - given)));
        SemanticVersion next = given == 1 ? new(low.Major + 1, 0, 0) : new(low.Major, low.Minor + 1, 0);
        bool isWhole = given == 3;
        return match.Groups["operator"].Value switch
        {
            ">=" => [new Bound(Direction.AtLeast, low)],
            "<" => [new Bound(Direction.Below, low)],
            ">" => [isWhole ? new Bound(Direction.Above, low) : new Bound(Direction.AtLeast, next)],
            "<=" => [isWhole ? new Bound(Direction.AtMost, low) : new Bound(Direction.Below, next)],
            _ => isWhole ? [new Bound(Direction.Exactly, low)] : [new Bound(Direction.AtLeast, low), new Bound(Direction.Below, next)],
        };
    }

    // The expression that found the bound lets nothing else through.
    private static SemanticVersion Parse(string text) =>
        SemanticVersion.TryParse(text, out SemanticVersion? version) ? version : throw new FormatException($"`{text}` is no version.");

    [GeneratedRegex(@"\G(?<operator>>=|<=|>|<|=|)\s*(?<version>(?:0|[1-9][0-9]{0,8})(?:\.(?:0|[1-9][0-9]{0,8})(?:\.(?:0|[1-9][0-9]{0,8})(?:-(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?)?)?)(?:\s+|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex OneBound();

    [GeneratedRegex(@"^(\^|~>?)\s*(([0-9]{1,8})(?:\.[0-9]+){0,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Caret();

    private sealed record Bound(Direction Direction, SemanticVersion Version)
    {
        public bool Holds(SemanticVersion version) => Direction switch
        {
            Direction.AtLeast => version >= Version,
            Direction.Above => version > Version,
            Direction.AtMost => version <= Version,
            Direction.Below => version < Version,
            _ => version == Version,
        };

        public bool NamesPrereleaseOf(SemanticVersion version) =>
            Version.IsPrerelease && (Version.Major, Version.Minor, Version.Patch) == (version.Major, version.Minor, version.Patch);
    }
}
