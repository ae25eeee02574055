using Ketrew.Expander.Diagnostics;
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
    /// <summary>Compares.</summary>
    /// <param name="pinned">What the file says.</param>
    /// <param name="exists">True when there is a file.</param>
    /// <param name="resolution">What is in use.</param>
    /// <param name="isLocked">True when nothing may differ.</param>
    /// <exception cref="IOException">A file of a package can't be read.</exception>
    public static LockCheck Of(PackageLock pinned, bool exists, PackageResolution resolution, bool isLocked)
    {
        PackageLock current = new(PinnedBy(resolution).Select(ToLocked).ToValueList());
        if ((exists || current.Packages.IsEmpty) && pinned.Packages.Count == current.Packages.Count && pinned.Packages.Zip(current.Packages).All(pair => pair.First.IsSameAs(pair.Second)))
        {
            return new LockCheck(null, []);
        }

        if (isLocked)
        {
            return new LockCheck(null, exists ? Refuse(pinned, current) : [PackageProblem.NoLock(current.Packages)]);
        }

        string path = Path.Combine(resolution.Library.Root, PackageLock.FileName);
        return new LockCheck(
            new LockChange(path, current.ToText(), Differences(pinned, current)),
            current.Packages.Where(package => pinned.Find(package.Name) is { } was && was.Version == package.Version && was.Digest != package.Digest)
                .Select(package => PackageProblem.OtherContent(pinned.Find(package.Name)!, package)).ToValueList());
    }

    // What lies in the project is pinned by the project. Whoever adds files to a site of a pinned package has a part in what its stanzas see.
    private static IEnumerable<PackageFolder> PinnedBy(PackageResolution resolution)
    {
        PackageFolder[] picked = [.. resolution.Picked];
        HashSet<SiteName> sites = [.. picked.SelectMany(folder => (folder.Manifest?.Sites ?? []).Select(site => new SiteName(folder.Name, site.Name)))];
        return SiteContributors.Of(resolution)
            .Where(folder => folder.Manifest!.Files.Any(added => sites.Contains(added.Site)))
            .Concat(picked)
            .Where(folder => folder.Prefix is not null)
            .Distinct()
            .OrderBy(folder => folder.Name, StringComparer.Ordinal);
    }

    private static LockedPackage ToLocked(PackageFolder folder) => new(folder.Name, folder.Version, PackageDigest.Of(folder.Directory).ToString());

    private static ValueList<Diagnostic> Refuse(PackageLock pinned, PackageLock current) =>
    [
        .. current.Packages.Where(package => pinned.Find(package.Name)?.IsSameAs(package) != true).Select(package => PackageProblem.Differs(pinned.Find(package.Name), package)),
        .. pinned.Packages.Where(package => current.Find(package.Name) is null).Select(PackageProblem.NoLongerUsed),
    ];

    private static ValueList<string> Differences(PackageLock pinned, PackageLock current) =>
    [
        .. current.Packages.Where(package => pinned.Find(package.Name)?.IsSameAs(package) != true).Select(package => Describe(pinned.Find(package.Name), package)),
        .. pinned.Packages.Where(package => current.Find(package.Name) is null).Select(package => $"without {package.Name}"),
    ];

    private static string Describe(LockedPackage? was, LockedPackage now) =>
        was is null ? $"{now.Name} {now.Version}"
        : was.Version == now.Version ? $"{now.Name} {now.Version}, with other files"
        : $"{now.Name} {was.Version} → {now.Version}";
}
