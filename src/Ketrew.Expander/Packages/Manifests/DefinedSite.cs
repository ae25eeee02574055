using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Manifests;

/// <summary>A site that a package defines.</summary>
/// <param name="Name">Without the package's name.</param>
/// <param name="Description">What is in it.</param>
/// <param name="Span">The line of the manifest.</param>
public sealed record DefinedSite(string Name, string Description, SourceSpan? Span);
