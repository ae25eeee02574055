using Ketrew.Expander.Packages;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Plugins;

/// <summary>A package that is about to be installed.</summary>
/// <param name="Manifest">What it says about itself.</param>
/// <param name="Folder">Absolute path of where it lies meanwhile.</param>
/// <param name="Origin">Where it comes from, as messages call it.</param>
internal sealed record StagedPackage(PackageManifest Manifest, string Folder, string Origin)
{
    /// <summary>The same problem, told about where the package comes from.</summary>
    public Diagnostic Show(Diagnostic problem) => problem with
    {
        Message = Show(problem.Message),
        Span = Show(problem.Span),
        Notes = problem.Notes.Select(note => new DiagnosticNote(Show(note.Message), Show(note.Span))).ToValueList(),
    };

    /// <summary>Where a file lies that is shown as if it lay where the package comes from.</summary>
    /// <param name="shown">Absolute, or any other file.</param>
    /// <param name="root">What origins are relative to.</param>
    public string FindShown(string shown, string root)
    {
        string origin = Path.Combine(root, Origin) + Path.DirectorySeparatorChar;
        return shown.StartsWith(origin, StringComparison.Ordinal) ? Path.Combine(Folder, shown[origin.Length..]) : shown;
    }

    /// <summary>Where a package is to lie.</summary>
    public string TargetIn(PackagePrefix prefix) => prefix.FolderOf(Manifest.Name, Manifest.Version);

    private string Show(string text) => text.Replace(Folder, Origin, StringComparison.Ordinal);

    private SourceSpan? Show(SourceSpan? span) => span is { } place ? place with { File = Show(place.File) } : null;
}
