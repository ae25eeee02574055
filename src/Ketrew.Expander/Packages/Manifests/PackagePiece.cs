using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Manifests;

/// <summary>A piece of a package's code.</summary>
/// <param name="Kind">As written: <c>assembly</c>, or <c>project</c>, which an installed package can't have.</param>
/// <param name="Path">Relative to the package's folder.</param>
/// <param name="Span">The path in the manifest.</param>
public sealed record PackagePiece(string Kind, ProjectPath Path, SourceSpan? Span)
{
    /// <summary>The kind that has to be built, so that only a folder under development may have it.</summary>
    public const string Project = "project";

    /// <summary>True when it is its backends that the package offers, false when it is its stanzas. Default: false.</summary>
    public bool IsForBackends { get; init; }
}
