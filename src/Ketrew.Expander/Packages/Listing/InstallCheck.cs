using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Packages.Locking;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Expander.Packages.Resolving;
using Ketrew.Expander.Packages.Sites;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Listing;

/// <summary>Whether a folder may be installed.</summary>
/// <param name="Manifest">What it says about itself; null when that can't be understood.</param>
/// <param name="Missing">The packages that it names under <c>requires</c>, and of which no version that will do is installed; install them first.</param>
/// <param name="Problems">Everything that speaks against it, also what is missing. Nothing may be installed while there is an error among them.</param>
public sealed record InstallCheck(PackageManifest? Manifest, ValueList<PackageRequirement> Missing, ValueList<Diagnostic> Problems)
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
        ValueList<PackageRequirement> missing = package.Requires
            .Where(required => !library.Find(required.Package).Any(there => required.Range.Contains(there.Version)))
            .ToValueList();
        PackageResolution resolution = new PackageResolver(library, PackageLock.Empty).Resolve(package);
        return new InstallCheck(package.Manifest, missing, [.. resolution.Diagnostics, .. ClashesOf(package, library, target)]);
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
