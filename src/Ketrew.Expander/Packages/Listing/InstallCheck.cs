using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Packages.Locking;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Expander.Packages.Resolving;
using Ketrew.Expander.Packages.Sites;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Listing;

/// <summary>Whether a folder may be installed.</summary>
/// <param name="Manifest">What it says about itself; null when that can't be understood.</param>
/// <param name="Folders">Absolute paths of the folders of the packages that it would use, its own among them: one version of each.</param>
/// <param name="Problems">Everything that speaks against it, also what is missing. Nothing may be installed while there is an error among them.</param>
public sealed record InstallCheck(PackageManifest? Manifest, ValueList<string> Folders, ValueList<Diagnostic> Problems)
{
    /// <summary>Checks a folder.</summary>
    /// <param name="folder">Absolute path of a folder with a manifest.</param>
    /// <param name="target">Where it shall be installed.</param>
    /// <param name="prefixes">Where the packages may be that it needs, the target among them.</param>
    /// <exception cref="IOException">A file of a package can't be read.</exception>
    public static InstallCheck Of(string folder, PackagePrefix target, ValueList<PackagePrefix> prefixes)
    {
        if (PackageFolder.ToInstall(folder, target, out ValueList<Diagnostic> problems) is not { } package)
        {
            return new InstallCheck(null, [], problems);
        }

        PackageLibrary library = new(prefixes, folder);
        PackageResolution resolution = new PackageResolver(library, PackageLock.Empty).Resolve(package);
        return new InstallCheck(
            package.Manifest,
            resolution.Picked.Select(picked => picked.Directory).ToValueList(),
            [.. resolution.Diagnostics, .. ClashesOf(package, library, target)]);
    }

    /// <summary>Reads the code of a folder against which nothing else speaks, and of the packages that it needs; single files are compiled, nothing is run.</summary>
    /// <param name="options">Where the packages may be that it needs, and what compiles.</param>
    /// <param name="folder">Absolute path of a folder with a manifest.</param>
    /// <param name="cancellationToken">Ends the plugin host.</param>
    /// <returns>Why it can't be loaded; without an error when they can.</returns>
    /// <exception cref="KetrewException">The surroundings fail.</exception>
    /// <exception cref="IOException">A file of a package can't be read.</exception>
    public static async Task<ValueList<Diagnostic>> OfCodeAsync(ExpanderOptions options, string folder, CancellationToken cancellationToken)
    {
        if (PackageFolder.ToInstall(folder, options.Prefixes[0], out _) is not { Manifest.Pieces.IsEmpty: false } package)
        {
            return [];
        }

        List<Diagnostic> problems = [];
        using PluginHost host = new(options.PluginHost);
        PackageResolution resolution = new PackageResolver(new PackageLibrary(options.Prefixes, options.Root), PackageLock.Empty).Resolve(package);
        await new PluginLoader(options, host, problems.Add).ReadAsync(new PackagePlugins(resolution, problems.Add), cancellationToken);
        return problems.Select(resolution.Explain).ToValueList();
    }

    private static IEnumerable<Diagnostic> ClashesOf(PackageFolder package, PackageLibrary library, PackagePrefix target)
    {
        PackageFolder[] neighbours =
        [
            .. library.Names.Where(name => name != package.Name)
                .Select(name => library.Find(name).FirstOrDefault(folder => folder.Prefix == target))
                .OfType<PackageFolder>(),
        ];
        return package.Manifest!.Files.Select(added => added.Site).Distinct()
            .SelectMany(site => SiteLayer.OfPackages("", site, [package, .. neighbours]).Clashes.Select(clash => (Site: site, clash.File, clash.Twin)))
            .Where(clash => clash.File.Package == package || clash.Twin.Package == package)
            .Select(clash => PackageProblem.SiteClash(clash.Site, clash.File, clash.Twin));
    }
}
