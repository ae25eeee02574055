using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Language;
using Ketrew.Expander.Packages.Locking;
using Ketrew.Expander.Packages.Resolving;
using Ketrew.Expander.Packages.Sites;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Listing;

/// <summary>What is installed, for people. Outside of a project it works as well: then nothing is under development.</summary>
public static class PackageListing
{
    /// <summary>All packages: those under development in the project, then prefix by prefix, in ordinal order of the names and the highest version first.</summary>
    /// <param name="options">Where things are; the workflow file may be missing.</param>
    /// <param name="cancellationToken">Ends builds.</param>
    /// <exception cref="KetrewException">A piece must be built, and can't be.</exception>
    /// <exception cref="IOException">A file of a package can't be read.</exception>
    public static async Task<ValueList<ListedPackage>> PackagesAsync(ExpanderOptions options, CancellationToken cancellationToken)
    {
        PackageResolution resolution = Resolve(options);
        PackageLibrary library = resolution.Library;
        List<ListedPackage> packages = [];
        using PluginHost host = new(options.PluginHost);
        foreach (PackageFolder folder in resolution.Picked.Where(folder => folder.Prefix is null).Concat(library.Prefixes.SelectMany(prefix => InstalledIn(library, prefix))))
        {
            packages.Add(await DescribeAsync(options, host, folder, resolution.Pinned, cancellationToken) with { IsPreferred = resolution.FindPreferred(folder.Name) == folder });
        }

        return [.. packages];
    }

    /// <summary>All sites of the packages that are in use or would be, in ordinal order.</summary>
    /// <param name="options">Where things are; the workflow file may be missing.</param>
    /// <exception cref="IOException">A file of a package can't be read.</exception>
    public static ValueList<ListedSite> Sites(ExpanderOptions options)
    {
        SiteDirectories directories = new(Resolve(options));
        return directories.Packages
            .SelectMany(folder => folder.Manifest!.Sites.Select(site => Describe(new SiteName(folder.Name, site.Name), site.Description, directories)))
            .OrderBy(site => site.Name)
            .ToValueList();
    }

    private static PackageResolution Resolve(ExpanderOptions options)
    {
        ValueList<Scope> scopes = File.Exists(Path.Combine(options.Root, options.File.Value)) ? WorkflowExpander.Load(options, CancellationToken.None).Scopes : [];
        return PackageUse.Of(options with { IsLocked = false }, scopes).Resolution;
    }

    private static IEnumerable<PackageFolder> InstalledIn(PackageLibrary library, PackagePrefix prefix) =>
        library.Names.SelectMany(name => library.Find(name).Where(folder => folder.Prefix == prefix));

    // By itself, so that one which can't be loaded doesn't hide what is the matter with another.
    private static async Task<ListedPackage> DescribeAsync(ExpanderOptions options, PluginHost host, PackageFolder folder, PackageLock pinned, CancellationToken cancellationToken)
    {
        PackageResolution alone = new PackageResolver(new PackageLibrary(options.Prefixes, options.Root), pinned).Resolve(folder);
        List<Diagnostic> problems = [.. alone.Diagnostics];
        PluginLoader loader = new(options, host, problems.Add);
        PackagePlugins plugins = new(alone, problems.Add);
        await loader.ReadAsync(plugins, cancellationToken);
        return new ListedPackage(folder.Name, folder.Version, folder.Directory, folder.Prefix, folder.Manifest)
        {
            Stanzas = plugins.StanzasOf(folder),
            Backends = plugins.BackendsOf(folder),
            Problems = problems.ToValueList(),
        };
    }

    private static ListedSite Describe(SiteName name, string description, SiteDirectories directories)
    {
        SiteLayer[] layers = [.. directories.Of(name).Where(layer => layer.Files.Any())];
        HashSet<ProjectPath> seen = [];
        return new ListedSite(
            name,
            description,
            layers.Select(layer => layer.Name).ToValueList(),
            layers.SelectMany(layer => layer.Files.Select(file => new ListedSiteFile(file.Name, file.FullPath, file.Package?.Name, layer.Name, !seen.Add(file.Name)))).ToValueList(),
            layers.SelectMany(layer => layer.Clashes).Select(clash => PackageProblem.SiteClash(name, clash.File, clash.Twin)).ToValueList());
    }
}
