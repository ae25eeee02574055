using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Packages;

/// <summary>One version of a package that lies somewhere: installed below a prefix, or under development in the project.</summary>
/// <remarks>Compared by identity. Its manifest is read when it is first wanted.</remarks>
internal sealed class PackageFolder
{
    private readonly Lazy<ManifestReading> _reading;
    private readonly Lazy<ValueList<Diagnostic>> _problems;

    private PackageFolder(string name, SemanticVersion version, string directory, string shownAs, PackagePrefix? prefix, Lazy<ManifestReading> reading)
    {
        Name = name;
        Version = version;
        Directory = directory;
        ShownAs = shownAs;
        Prefix = prefix;
        _reading = reading;
        _problems = new Lazy<ValueList<Diagnostic>>(() => [.. _reading.Value.Diagnostics, .. _reading.Value.Manifest is { } manifest ? Check(manifest) : []]);
    }

    /// <summary>The package's name.</summary>
    public string Name { get; }

    /// <summary>Its version.</summary>
    public SemanticVersion Version { get; }

    /// <summary>Absolute.</summary>
    public string Directory { get; }

    /// <summary>How messages call the folder: relative to the project's root where it lies below, else absolute.</summary>
    public string ShownAs { get; }

    /// <summary>Where it is installed; null for a folder under development.</summary>
    public PackagePrefix? Prefix { get; }

    /// <summary>What it says about itself; null when that can't be understood.</summary>
    public PackageManifest? Manifest => _reading.Value.Manifest;

    /// <summary>Everything that is wrong with it, whatever else is installed.</summary>
    public ValueList<Diagnostic> Problems => _problems.Value;

    /// <summary>The packages that it needs.</summary>
    public ValueList<PackageRequirement> Requires => Manifest?.Requires ?? [];

    /// <summary>An installed package.</summary>
    /// <param name="name">As its folder says.</param>
    /// <param name="version">As its folder says.</param>
    /// <param name="prefix">Where.</param>
    /// <param name="root">Absolute path of the project's root.</param>
    /// <param name="looking">Told before its manifest is looked at.</param>
    public static PackageFolder Installed(string name, SemanticVersion version, PackagePrefix prefix, string root, Action<Sight, string> looking)
    {
        string directory = prefix.FolderOf(name, version);
        string shownAs = Shown(directory, root);
        return new PackageFolder(name, version, directory, shownAs, prefix, new Lazy<ManifestReading>(() => Read(directory, shownAs, looking)));
    }

    /// <summary>A folder under development.</summary>
    /// <param name="root">Absolute path of the project's root.</param>
    /// <param name="path">In the project.</param>
    /// <param name="problems">What is wrong when the result is null.</param>
    /// <param name="looking">Told before its manifest is looked at; null when nobody is.</param>
    /// <returns>Null when its manifest can't be understood: then it has no name.</returns>
    public static PackageFolder? UnderDevelopment(string root, ProjectPath path, out ValueList<Diagnostic> problems, Action<Sight, string>? looking = null)
    {
        string directory = Path.GetFullPath(path.Value, root);
        ManifestReading reading = Read(directory, path.Value, looking);
        problems = reading.Diagnostics;
        return reading.Manifest is not { } manifest ? null
            : new PackageFolder(manifest.Name, manifest.Version, directory, path.Value, null, new Lazy<ManifestReading>(reading));
    }

    /// <summary>A folder that somebody wants to install.</summary>
    /// <param name="directory">Absolute.</param>
    /// <param name="prefix">Where to.</param>
    /// <param name="problems">What is wrong when the result is null.</param>
    /// <returns>Null when its manifest can't be understood.</returns>
    public static PackageFolder? ToInstall(string directory, PackagePrefix prefix, out ValueList<Diagnostic> problems)
    {
        ManifestReading reading = Read(directory, directory, looking: null);
        problems = reading.Diagnostics;
        return reading.Manifest is not { } manifest ? null
            : new PackageFolder(manifest.Name, manifest.Version, directory, directory, prefix, new Lazy<ManifestReading>(reading));
    }

    /// <summary>How a message calls a file of the package.</summary>
    /// <param name="relative">Inside the package.</param>
    public string NameOf(ProjectPath relative) => ShownAs == "." ? relative.Value : $"{ShownAs}/{relative}";

    private static ManifestReading Read(string directory, string shownAs, Action<Sight, string>? looking)
    {
        looking?.Invoke(Sight.File, Path.Combine(directory, PackageManifest.FileName));
        return PackageManifest.Read(directory, shownAs == "." ? PackageManifest.FileName : $"{shownAs}/{PackageManifest.FileName}");
    }

    private static string Shown(string directory, string root)
    {
        string relative = Path.GetRelativePath(root, directory).Replace('\\', '/');
        return relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? directory : relative;
    }

    private IEnumerable<Diagnostic> Check(PackageManifest manifest)
    {
        if (manifest.Name != Name || manifest.Version != Version)
        {
            yield return PackageProblem.OtherPackage(manifest, Name, Version);
        }

        if (!manifest.Languages.Contains(WorkflowFile.LanguageVersion))
        {
            yield return PackageProblem.OtherLanguage(manifest, WorkflowFile.LanguageVersion);
        }

        if (!manifest.Sdk.Contains(new SemanticVersion(SdkContract.Ours.Major, SdkContract.Ours.Minor, SdkContract.Ours.Build)))
        {
            yield return PackageProblem.OtherSdk(manifest, SdkContract.Version);
        }

        foreach (PackagePiece project in manifest.Pieces.Where(piece => Prefix is not null && piece.Kind == PackagePiece.Project))
        {
            yield return PackageProblem.ProjectInstalled(project, manifest.Name);
        }
    }
}
