using Ketrew.Expander.Packages;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Plugins;

/// <summary>Packages that lie in one directory: files that <c>pack</c> made, and folders.</summary>
/// <param name="session">Where problems and progress go.</param>
/// <param name="directory">Absolute.</param>
/// <param name="shownAs">How a person called it.</param>
internal sealed class PackageNeighbours(Session session, string directory, string shownAs) : IPackageSource
{
    private const string Extension = ".nupkg";

    /// <inheritdoc/>
    public async Task<string?> FetchAsync(string name, ValueList<VersionRange> ranges, string target)
    {
        string? best = Candidates(name).Where(candidate => ranges.All(range => range.Contains(candidate.Version)))
            .OrderBy(candidate => candidate.Version.IsPrerelease).ThenByDescending(candidate => candidate.Version)
            .Select(candidate => candidate.Path)
            .FirstOrDefault();
        return best is null || !await FetchAsync(session, best, Path.Combine(shownAs, Path.GetFileName(best)), target) ? null : Path.Combine(shownAs, Path.GetFileName(best));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SemanticVersion>> VersionsAsync(string name) =>
        Task.FromResult<IReadOnlyList<SemanticVersion>>([.. Candidates(name).Select(candidate => candidate.Version)]);

    /// <summary>Takes what lies in a folder, or in a file.</summary>
    /// <param name="session">Where problems and progress go.</param>
    /// <param name="path">Absolute path of the folder of a package, or of a file that <c>pack</c> made.</param>
    /// <param name="shownAs">How a person called it.</param>
    /// <param name="target">Absolute; takes the package's files.</param>
    /// <returns>False when it can't be taken, which was printed.</returns>
    public static async Task<bool> FetchAsync(Session session, string path, string shownAs, string target)
    {
        if (File.Exists(path))
        {
            PackageArchive.Extract(path, target);
            return true;
        }

        if (await (PluginFolder.Find(path) with { Typed = shownAs }).GatherAsync(session) is not { } contents)
        {
            return false;
        }

        contents.WriteTo(target);
        return true;
    }

    private IEnumerable<(string Path, SemanticVersion Version)> Candidates(string name)
    {
        foreach (string file in Directory.EnumerateFiles(directory, $"{name}.*{Extension}").Order(StringComparer.Ordinal))
        {
            if (SemanticVersion.TryParse(Path.GetFileName(file)[(name.Length + 1)..^Extension.Length], out SemanticVersion? version))
            {
                yield return (file, version);
            }
        }

        foreach (string folder in Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal))
        {
            if (File.Exists(Path.Combine(folder, PackageManifest.FileName)) && PackageManifest.Read(folder, folder).Manifest is { } manifest && manifest.Name == name)
            {
                yield return (folder, manifest.Version);
            }
        }
    }
}
