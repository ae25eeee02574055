using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Manifests;

/// <summary>Another package that a package needs.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Range">Which versions will do.</param>
/// <param name="Span">The line of the manifest.</param>
public sealed record PackageRequirement(string Package, VersionRange Range, SourceSpan? Span);
