using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Manifests;

/// <summary>Files of a package that appear in a site, of its own or of another package.</summary>
/// <param name="Site">Which.</param>
/// <param name="From">Patterns relative to the package's folder. What a pattern spells before its first wildcard is no part of the names in the site.</param>
/// <param name="To">The directory of the site; its root for all of it.</param>
/// <param name="Span">The item of the manifest.</param>
public sealed record AddedFiles(SiteName Site, GlobPattern From, ProjectPath To, SourceSpan? Span);
