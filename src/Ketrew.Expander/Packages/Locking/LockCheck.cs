using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Packages.Resolving;
using Ketrew.Expander.Packages.Sites;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Locking;

/// <summary>Compares the packages that are in use with those that are pinned.</summary>
/// <param name="Change">What the file should say instead; null when it says it.</param>
/// <param name="Diagnostics">Errors where nothing may differ; otherwise warnings about packages that are no longer what they were.</param>
internal sealed record LockCheck(LockChange? Change, ValueList<Diagnostic> Diagnostics)
{
    /// <summary>Compares. What the file says of packages that this workflow doesn't use is for another workflow of the same directory, and stays.</summary>
    /// <param name="pinned">What the file says.</param>
    /// <param name="exists">True when there is a file.</param>
    /// <param name="resolution">What is in use.</param>
    /// <param name="isLocked">True when nothing may differ.</param>
    /// <exception cref="IOException">A file of a package can't be read.</exception>
    public static LockCheck Of(PackageLock pinned, bool exists, PackageResolution resolution, bool isLocked)
    {
        HashSet<SiteName> sites = [.. resolution.Picked.SelectMany(folder => (folder.Manifest?.Sites ?? []).Select(site => new SiteName(folder.Name, site.Name)))];
        LockedPackage[] used = [.. PinnedBy(resolution, sites).Select(folder => ToLocked(folder, resolution.Library.Looking))];
        LockedPackage[] differing = [.. used.Where(package => pinned.Find(package.Name)?.IsSameAs(package) != true)];
        LockedPackage[] gone = [.. pinned.Packages.Where(package => package.AddsTo.Any(sites.Contains) && !Array.Exists(used, other => other.Name == package.Name))];
        if (differing.Length + gone.Length == 0)
        {
            return new LockCheck(null, []);
        }

        if (isLocked)
        {
            return new LockCheck(null, exists ? Refuse(pinned, differing, gone) : [PackageProblem.NoLock(used)]);
        }

        PackageLock current = new(pinned.Packages.Except(gone).Where(package => !Array.Exists(used, other => other.Name == package.Name)).Concat(used).OrderBy(package => package.Name, StringComparer.Ordinal).ToValueList());
        return new LockCheck(
            new LockChange(Path.Combine(resolution.Library.Root, PackageLock.FileName), current.ToText(), Differences(pinned, differing, gone)),
            differing.Where(package => pinned.VersionOf(package.Name) == package.Version).Select(package => PackageProblem.OtherContent(pinned.Find(package.Name)!, package)).ToValueList());
    }

    // What lies in the project is pinned by the project. Whoever adds files to a site of a pinned package has a part in what its stanzas see.
    private static IEnumerable<PackageFolder> PinnedBy(PackageResolution resolution, HashSet<SiteName> sites) => SiteContributors.Of(resolution)
        .Where(folder => folder.Manifest!.Files.Any(added => sites.Contains(added.Site)))
        .Concat(resolution.Picked)
        .Where(folder => folder.Prefix is not null)
        .Distinct()
        .OrderBy(folder => folder.Name, StringComparer.Ordinal);

    private static LockedPackage ToLocked(PackageFolder folder, Action<Sight, string> looking) => new(folder.Name, folder.Version, PackageDigest.Of(folder.Directory, looking).ToString())
    {
        AddsTo = (folder.Manifest?.Files ?? []).Select(added => added.Site).Where(site => site.Package != folder.Name).Distinct().Order().ToValueList(),
    };

    private static ValueList<Diagnostic> Refuse(PackageLock pinned, LockedPackage[] differing, LockedPackage[] gone) =>
        [.. differing.Select(package => PackageProblem.Differs(pinned.Find(package.Name), package)), .. gone.Select(PackageProblem.NoLongerThere)];

    private static ValueList<string> Differences(PackageLock pinned, LockedPackage[] differing, LockedPackage[] gone) =>
        [.. differing.Select(package => Describe(pinned.Find(package.Name), package)), .. gone.Select(package => $"without {package.Name}")];

    private static string Describe(LockedPackage? was, LockedPackage now) =>
        was is null ? $"{now.Name} {now.Version}"
        : was.Version == now.Version ? $"{now.Name} {now.Version}, with other files"
        : $"{now.Name} {was.Version} → {now.Version}";
}
