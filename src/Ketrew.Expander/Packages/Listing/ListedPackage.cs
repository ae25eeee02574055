using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Listing;

/// <summary>A package that is installed, or under development in the project.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Folder">Absolute path of the folder where it lies.</param>
/// <param name="Prefix">Where it is installed; null for a folder under development.</param>
/// <param name="Manifest">What it says about itself; null when that can't be understood.</param>
public sealed record ListedPackage(string Name, SemanticVersion Version, string Folder, PackagePrefix? Prefix, PackageManifest? Manifest)
{
    /// <summary>The full names of its stanzas, in ordinal order: <c>acme.k8s.service</c>. Empty when it can't be loaded.</summary>
    public ValueList<string> Stanzas { get; init; }

    /// <summary>The kinds of its backends, in ordinal order. Empty when it can't be loaded.</summary>
    public ValueList<string> Backends { get; init; }

    /// <summary>Why it can't be loaded; no error among them when it can.</summary>
    public ValueList<Diagnostic> Problems { get; init; }

    /// <summary>True when it is this version that the workflow uses, or would where any will do; false when another one is: one that is pinned, in an earlier prefix, or higher.</summary>
    public bool IsPreferred { get; init; }
}
