using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Expander.Packages.Sites;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Packing;

/// <summary>The files that a package adds to sites.</summary>
/// <param name="folder">Absolute path of the package's folder.</param>
/// <param name="links">Of that folder.</param>
internal sealed class SiteFiles(string folder, PackageLinks links)
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>What can't be passed on, and what finds nothing.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Finds them.</summary>
    /// <param name="manifest">What says which they are.</param>
    public IEnumerable<PackageFile> Gather(PackageManifest manifest) =>
        PackageFolder.UnderDevelopment(folder, ".", out _) is { } package ? manifest.Files.SelectMany(added => Gather(package, added)).ToArray() : [];

    private IEnumerable<PackageFile> Gather(PackageFolder package, AddedFiles added)
    {
        SiteFile[] found = [.. SiteLayer.Find(package, added)];
        if (found.Length == 0)
        {
            _diagnostics.Add(PackageProblem.NothingToAdd(added));
        }

        _diagnostics.AddRange(found.Where(file => links.LeadsOut(file.Path)).Select(file => PackageProblem.LinkLeadsOut(added.Span, file.Path.Value)));
        return found.Select(file => new PackageFile(file.Path.Value, file.FullPath));
    }
}
