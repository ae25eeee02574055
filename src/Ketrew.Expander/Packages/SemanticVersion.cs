using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ketrew.Expander.Packages;

/// <summary>A version of a package, ordered as <see href="https://semver.org">semantic versioning 2.0.0</see> has it: <c>1.2.0</c>, <c>2.0.0-rc.1</c>.</summary>
/// <remarks>Build metadata (<c>+…</c>) is not part of it: two folders with versions that count as equal could not be told apart.</remarks>
/// <param name="Major">Changes when users must change something.</param>
/// <param name="Minor">Changes when there is something new.</param>
/// <param name="Patch">Changes when something was mended.</param>
/// <param name="Prerelease">What stands behind the <c>-</c>; empty for a release.</param>
public sealed partial record SemanticVersion(int Major, int Minor, int Patch, string Prerelease = "") : IComparable<SemanticVersion>
{
    /// <summary>True for what comes before the release of that number.</summary>
    public bool IsPrerelease => Prerelease.Length > 0;

    /// <summary>Reads <c>x.y.z</c> or <c>x.y.z-prerelease</c>; numbers have no leading zeros and at most nine digits.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="version">The version, when the result is true.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SemanticVersion? version)
    {
        Match match = Form().Match(text);
        version = match.Success ? new SemanticVersion(Number(match.Groups[1]), Number(match.Groups[2]), Number(match.Groups[3]), match.Groups[4].Value) : null;
        return match.Success;
    }

    /// <inheritdoc/>
    public int CompareTo(SemanticVersion? other) => other is null ? 1
        : (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch)) is not 0 and int difference ? difference
        : ComparePrereleases(Prerelease, other.Prerelease);

    /// <summary>As <see cref="TryParse"/> takes it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}{(IsPrerelease ? "-" : "")}{Prerelease}");

    /// <summary>True when the left version comes before the right one.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) < 0;

    /// <summary>True when the left version comes after the right one.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) > 0;

    /// <summary>True when the left version doesn't come after the right one.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left version doesn't come before the right one.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) >= 0;

    // A release comes after all of its prereleases; a longer prerelease after a shorter one that begins alike.
    private static int ComparePrereleases(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return right.Length.CompareTo(left.Length);
        }

        string[] lefts = left.Split('.');
        string[] rights = right.Split('.');
        for (int i = 0; i < Math.Min(lefts.Length, rights.Length); i++)
        {
            if (CompareIdentifiers(lefts[i], rights[i]) is not 0 and int difference)
            {
                return difference;
            }
        }

        return lefts.Length.CompareTo(rights.Length);
    }

    // Numbers of any length: without leading zeros the longer one is greater.
    private static int CompareIdentifiers(string left, string right) => (left.All(char.IsAsciiDigit), right.All(char.IsAsciiDigit)) switch
    {
        (true, true) when left.Length != right.Length => left.Length.CompareTo(right.Length),
        (true, false) => -1,
        (false, true) => 1,
        _ => string.CompareOrdinal(left, right),
    };

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})(?:-((?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
