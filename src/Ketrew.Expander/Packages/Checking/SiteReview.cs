using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Checking;

/// <summary>Whether the sites of other packages exist that a package adds files to.</summary>
public static class SiteReview
{
    /// <summary>Looks for each of them.</summary>
    /// <param name="manifest">Of the package.</param>
    /// <param name="prefixes">Where other packages are.</param>
    /// <returns>A warning for each item of <c>files</c> that nobody can see: its site is not defined, or its package isn't there.</returns>
    public static ValueList<Diagnostic> Of(PackageManifest manifest, ValueList<PackagePrefix> prefixes)
    {
        PackageLibrary library = new(prefixes, "/");
        return manifest.Files.Where(added => added.Site.Package != manifest.Name).Select(added => Look(added, library)).OfType<Diagnostic>().ToValueList();
    }

    private static Diagnostic? Look(AddedFiles added, PackageLibrary library)
    {
        PackageManifest[] owners = [.. library.Find(added.Site.Package).Select(folder => folder.Manifest).OfType<PackageManifest>()];
        return owners.Length == 0 ? PackageProblem.NobodysSite(added)
            : Array.Exists(owners, owner => owner.Sites.Any(site => site.Name == added.Site.Site)) ? null
            : PackageProblem.UnknownSite(added, owners[0]);
    }
}
