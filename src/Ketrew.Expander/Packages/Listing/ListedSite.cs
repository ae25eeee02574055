using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Listing;

/// <summary>A site with everything that is in it.</summary>
/// <param name="Name">The site.</param>
/// <param name="Description">What its package says about it.</param>
/// <param name="Directories">Where files for it are looked for, first hit first; those with nothing for it are left out.</param>
/// <param name="Files">Its files, directory by directory, in ordinal order of their names in each.</param>
/// <param name="Problems">Destinations that two packages of one directory want.</param>
public sealed record ListedSite(
    SiteName Name, string Description, ValueList<string> Directories, ValueList<ListedSiteFile> Files, ValueList<Diagnostic> Problems);

/// <summary>A file of a site.</summary>
/// <param name="Path">Relative to the site.</param>
/// <param name="FullPath">Where it lies.</param>
/// <param name="Package">The package that adds it; null when a person put it there.</param>
/// <param name="Directory">One of the site's directories.</param>
/// <param name="IsHidden">True when an earlier directory has a file of that name.</param>
public sealed record ListedSiteFile(ProjectPath Path, string FullPath, string? Package, string Directory, bool IsHidden);
