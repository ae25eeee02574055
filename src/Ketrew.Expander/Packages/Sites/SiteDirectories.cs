using Ketrew.Expander.Packages.Resolving;
using Ketrew.Sdk;

namespace Ketrew.Expander.Packages.Sites;

/// <summary>The directories of sites, in the order in which they are looked through.</summary>
/// <param name="resolution">Which packages are in use.</param>
internal sealed class SiteDirectories(PackageResolution resolution)
{
    private readonly Dictionary<SiteName, ValueList<SiteLayer>> _layers = [];
    private readonly Lazy<PackageFolder[]> _packages = new(() => [.. SiteContributors.Of(resolution)]);

    /// <summary>The packages that can have a part in sites, in ordinal order of their names.</summary>
    public IReadOnlyList<PackageFolder> Packages => _packages.Value;

    /// <summary>Those of one site: what is under development in the project, then prefix by prefix what was put there by hand and what is installed there.</summary>
    /// <param name="site">Any.</param>
    public ValueList<SiteLayer> Of(SiteName site)
    {
        if (!_layers.TryGetValue(site, out ValueList<SiteLayer> layers))
        {
            layers = [SiteLayer.OfPackages("under development", site, PackagesIn(null), resolution.Library.Looking), .. resolution.Library.Prefixes.SelectMany(prefix => LayersIn(prefix, site))];
            _layers.Add(site, layers);
        }

        return layers;
    }

    private IEnumerable<SiteLayer> LayersIn(PackagePrefix prefix, SiteName site) =>
    [
        SiteLayer.OfDirectory(Path.Combine(prefix.SitesDirectory, site.Package, site.Site), resolution.Library.Looking),
        SiteLayer.OfPackages(prefix.PackagesDirectory, site, PackagesIn(prefix), resolution.Library.Looking),
    ];

    private IEnumerable<PackageFolder> PackagesIn(PackagePrefix? prefix) => _packages.Value.Where(folder => folder.Prefix == prefix);
}
