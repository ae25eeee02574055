using Ketrew.Expander.Packages;
using Ketrew.Expander.Packages.Manifests;

namespace Ketrew.CommandLine.Plugins;

/// <summary>A package that lies below a prefix; its code was not looked at.</summary>
/// <param name="Prefix">Which.</param>
/// <param name="Name">As its folder says.</param>
/// <param name="Version">As its folder says.</param>
/// <param name="Manifest">What it says about itself; null when that can't be understood.</param>
internal sealed record InstalledPackage(PackagePrefix Prefix, string Name, SemanticVersion Version, PackageManifest? Manifest)
{
    /// <summary>Where it lies; absolute.</summary>
    public string Folder => Prefix.FolderOf(Name, Version);

    /// <summary>Everything below some prefixes.</summary>
    public static IEnumerable<InstalledPackage> In(IEnumerable<PackagePrefix> prefixes) =>
        from prefix in prefixes
        where Directory.Exists(prefix.PackagesDirectory)
        from package in Directory.EnumerateDirectories(prefix.PackagesDirectory).Order(StringComparer.Ordinal)
        where PackageName.ProblemOf(Path.GetFileName(package)) is null
        from folder in Directory.EnumerateDirectories(package).Order(StringComparer.Ordinal)
        let version = SemanticVersion.TryParse(Path.GetFileName(folder), out SemanticVersion? read) ? read : null
        where version is not null
        select new InstalledPackage(prefix, Path.GetFileName(package), version, PackageManifest.Read(folder, folder).Manifest);
}
