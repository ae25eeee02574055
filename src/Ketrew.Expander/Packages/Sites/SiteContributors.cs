using Ketrew.Expander.Packages.Resolving;

namespace Ketrew.Expander.Packages.Sites;

/// <summary>The packages whose files can be in sites: whatever is under development or installed, one version of each.</summary>
internal static class SiteContributors
{
    /// <summary>Those packages, in ordinal order of their names: the version that is in use, or else the one that would be, as `plugins.lock` pins it. A package that can't be understood adds nothing.</summary>
    /// <param name="resolution">What is in use.</param>
    public static IEnumerable<PackageFolder> Of(PackageResolution resolution) => resolution.Picked.Select(folder => folder.Name)
        .Union(resolution.Library.Names, StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Select(resolution.FindPreferred)
        .OfType<PackageFolder>()
        .Where(folder => folder.Manifest is not null);
}
