using Ketrew.Expander.Observations;
using Ketrew.Expander.Reading;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Manifests;

/// <summary>What a package says about itself, in <c>ketrew-plugin.yaml</c>.</summary>
public sealed record PackageManifest
{
    /// <summary>The file in the package's folder.</summary>
    public const string FileName = "ketrew-plugin.yaml";

    /// <summary>The form of the file that this program reads.</summary>
    public const int FormatVersion = 1;

    /// <summary>What it is called: <c>acme.k8s</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where its name is written.</summary>
    public SourceSpan? NameSpan { get; init; }

    /// <summary>Its version.</summary>
    public required SemanticVersion Version { get; init; }

    /// <summary>Where its version is written.</summary>
    public SourceSpan? VersionSpan { get; init; }

    /// <summary>For people; empty when it says nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>The versions of the workflow language that it is for; at least one. Default: 1.</summary>
    public ValueList<int> Languages { get; init; } = [1];

    /// <summary>Where they are written; null for the default.</summary>
    public SourceSpan? LanguagesSpan { get; init; }

    /// <summary>Which versions of Ketrew.Sdk will do. Default: any.</summary>
    public VersionRange Sdk { get; init; } = VersionRange.Any;

    /// <summary>Where they are written; null for the default.</summary>
    public SourceSpan? SdkSpan { get; init; }

    /// <summary>The packages that it needs, in ordinal order.</summary>
    public ValueList<PackageRequirement> Requires { get; init; }

    /// <summary>Its code, in the order written: first what has stanzas, then what has backends.</summary>
    public ValueList<PackagePiece> Pieces { get; init; }

    /// <summary>The sites that it defines, in ordinal order.</summary>
    public ValueList<DefinedSite> Sites { get; init; }

    /// <summary>What it adds to sites, in the order written.</summary>
    public ValueList<AddedFiles> Files { get; init; }

    /// <summary>Reads the manifest of a package.</summary>
    /// <param name="folder">Absolute path of the package's folder.</param>
    /// <param name="shownAs">What diagnostics call the manifest: its path relative to the project's root, or its absolute path.</param>
    /// <returns>A folder without manifest is an error among the diagnostics.</returns>
    /// <exception cref="IOException">The file is there but can't be read.</exception>
    public static ManifestReading Read(string folder, string shownAs)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path) || SpecialFile.Is(path))
        {
            return new ManifestReading(null, [Diagnostics.PackageProblem.NoManifest(shownAs)]);
        }

        ReadResult result = YamlReader.Read(File.ReadAllBytes(path), shownAs);
        List<Diagnostic> diagnostics = [.. result.Diagnostics];
        PackageManifest? manifest = result is { Root: null, Diagnostics.IsEmpty: false } ? null : ManifestDecoder.Decode(result.Root, shownAs, diagnostics);
        return new ManifestReading(manifest, [.. diagnostics]);
    }
}
