namespace Ketrew.Expander.Packages;

/// <summary>A named place where packages put files, and where stanzas look them up.</summary>
/// <param name="Package">Who defines it.</param>
/// <param name="Site">Its name in that package.</param>
public readonly record struct SiteName(string Package, string Site) : IComparable<SiteName>
{
    /// <inheritdoc/>
    public int CompareTo(SiteName other) => string.CompareOrdinal(ToString(), other.ToString());

    /// <summary>As manifests have it: <c>acme.gui:themes</c>.</summary>
    public override string ToString() => $"{Package}:{Site}";

    /// <summary>True when the left name sorts before the right one.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(SiteName left, SiteName right) => left.CompareTo(right) < 0;

    /// <summary>True when the left name sorts after the right one.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(SiteName left, SiteName right) => left.CompareTo(right) > 0;

    /// <summary>True when the left name doesn't sort after the right one.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(SiteName left, SiteName right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left name doesn't sort before the right one.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(SiteName left, SiteName right) => left.CompareTo(right) >= 0;
}
