using System.Text;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Packing;

/// <summary>What of a package's folder is passed on: the manifest, the pieces (projects as they were built), files for sites, and what there is to read about it.</summary>
/// <param name="Manifest">What it says about itself; null when that can't be understood.</param>
/// <param name="ManifestText">The manifest of what is passed on: assemblies in place of projects.</param>
/// <param name="Files">Everything else, in ordinal order of the names.</param>
/// <param name="Diagnostics">What is wrong; with an error among them it can't be passed on.</param>
public sealed record PackageContents(PackageManifest? Manifest, string ManifestText, ValueList<PackageFile> Files, ValueList<Diagnostic> Diagnostics)
{
    // Beside the manifest, in any case and with any extension.
    private static readonly string[] _readable = ["readme", "license", "licence", "notice", "changelog", "copying"];

    /// <summary>Finds out, and builds projects whose sources changed.</summary>
    /// <param name="options">Where the SDK is, and who is told about builds; builds are kept below its root.</param>
    /// <param name="folder">Absolute path of the package's folder.</param>
    /// <param name="shownAs">How diagnostics call the folder.</param>
    /// <param name="cancellationToken">Ends builds.</param>
    /// <exception cref="KetrewException">A project must be built, and can't be.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static async Task<PackageContents> GatherAsync(ExpanderOptions options, string folder, string shownAs, CancellationToken cancellationToken)
    {
        ManifestReading reading = PackageManifest.Read(folder, shownAs == "." ? PackageManifest.FileName : $"{shownAs}/{PackageManifest.FileName}");
        if (reading.Manifest is not { } manifest)
        {
            return new PackageContents(null, "", [], reading.Diagnostics);
        }

        PackageLinks links = new(folder);
        SiteFiles sites = new(folder, links);
        PieceFiles pieces = new(options, folder, links);
        PackageFile[] readable = [.. ReadableIn(folder)];
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (PackageFile file in readable.Concat(sites.Gather(manifest)).Concat(await pieces.GatherAsync(manifest, cancellationToken)))
        {
            files[file.Name] = file.Source;
        }

        files.Remove(PackageManifest.FileName);
        return new PackageContents(
            manifest,
            ManifestPieces.Replace(await File.ReadAllTextAsync(Path.Combine(folder, PackageManifest.FileName), cancellationToken), pieces.Replaced),
            files.Select(file => new PackageFile(file.Key, file.Value)).ToValueList(),
            [
                .. reading.Diagnostics,
                .. readable.Select(file => file.Name).Append(PackageManifest.FileName).Where(name => links.LeadsOut(ProjectPath.Parse(name))).Select(name => PackageProblem.LinkLeadsOut(null, name)),
                .. sites.Diagnostics,
                .. pieces.Diagnostics,
            ]);
    }

    /// <summary>Copies everything to a directory.</summary>
    /// <param name="directory">Absolute; made when it doesn't exist.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    public void WriteTo(string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (PackageFile file in Files)
        {
            string path = Path.Combine(directory, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file.Source, path, overwrite: true);
        }

        File.WriteAllBytes(Path.Combine(directory, PackageManifest.FileName), Encoding.UTF8.GetBytes(ManifestText));
    }

    private static IEnumerable<PackageFile> ReadableIn(string folder) => Directory.EnumerateFiles(folder)
        .Select(path => Path.GetFileName(path))
        .Where(name => name == "example.yaml" || _readable.Contains(Path.GetFileNameWithoutExtension(name), StringComparer.OrdinalIgnoreCase))
        .Where(name => !SpecialFile.Is(Path.Combine(folder, name)))
        .Select(name => new PackageFile(name, Path.Combine(folder, name)));
}
