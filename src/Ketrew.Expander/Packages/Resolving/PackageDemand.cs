using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Resolving;

/// <summary>That somebody wants a package.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Range">Which versions will do.</param>
/// <param name="Span">Where that is written: a declaration, or a line of a manifest.</param>
/// <param name="Parent">Why the package that wants it is there; null for a declaration.</param>
internal sealed record PackageDemand(string Package, VersionRange Range, SourceSpan? Span, PackageDemand? Parent)
{
    /// <summary>The declaration that all of this comes from.</summary>
    public PackageDemand Declaration => Parent?.Declaration ?? this;

    /// <summary>The way from the declaration: <c>a -&gt; b -&gt; c</c>; only the name for a declaration.</summary>
    public string Chain => Parent is null ? Package : $"{Parent.Chain} -> {Package}";
}
