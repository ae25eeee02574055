using Ketrew.Expander.Packages.Resolving;

namespace Ketrew.Expander.Packages.Sites;

/// <summary>The packages whose files can be in sites: whatever is under development or installed, one version of each.</summary>
internal static class SiteContributors
{
    /// <summary>Those packages, in ordinal order of their names: the version that is in use, or else the one that would be. A package that can't be understood adds nothing.</summary>
    /// <param name="resolution">What is in use.</param>
    public static IEnumerable<PackageFolder> Of(PackageResolution resolution) => resolution.Picked.Select(folder => folder.Name)
        .Union(resolution.Library.Names, StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Select(name => resolution.Find(name) ?? (resolution.Library.Find(name) is [var first, ..] ? first : null))
        .OfType<PackageFolder>()
        .Where(folder => folder.Manifest is not null);
}
