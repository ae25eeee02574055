using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Expander;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Expander.Packages.Packing;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Plugins;

/// <summary>A package under development.</summary>
/// <param name="Path">Absolute path of its folder.</param>
/// <param name="Typed">As a person typed it.</param>
internal sealed record PluginFolder(string Path, string Typed)
{
    /// <summary>The folder that a person means.</summary>
    /// <param name="typed">Null for the working directory.</param>
    /// <exception cref="InputException">It isn't there, or it is no package.</exception>
    public static PluginFolder Find(string? typed)
    {
        string path = System.IO.Path.GetFullPath(typed ?? ".");
        if (!Directory.Exists(path))
        {
            throw new InputException($"there is no directory `{typed}`");
        }

        return File.Exists(System.IO.Path.Combine(path, PackageManifest.FileName))
            ? new PluginFolder(path, typed ?? ".")
            : throw new InputException($"there is no `{PackageManifest.FileName}` in `{typed ?? "."}`, so it is no plugin package", "ketrew plugin new acme.jobs");
    }

    /// <summary>The same problem, with files named as a person would type them.</summary>
    /// <param name="problem">With files relative to the folder.</param>
    public Diagnostic Show(Diagnostic problem) => problem with
    {
        Span = Show(problem.Span),
        Notes = problem.Notes.Select(note => note with { Span = Show(note.Span) }).ToValueList(),
    };

    private SourceSpan? Show(SourceSpan? span) => span is { } place && Typed != "." ? place with { File = System.IO.Path.Combine(Typed, place.File) } : span;

    /// <summary>What of it is passed on; projects are built. Problems are printed.</summary>
    /// <param name="session">Where problems and progress go.</param>
    /// <returns>Null when it can't be passed on.</returns>
    public async Task<PackageContents?> GatherAsync(Session session)
    {
        ExpanderOptions options = Workflow.OptionsFor(session, new ProjectLocation(Path, "example.yaml"));
        PackageContents contents = await PackageContents.GatherAsync(options, Path, ".", session.Signals.Stop);
        new DiagnosticPrinter(session.Terminal, Environment.CurrentDirectory).Print([.. contents.Diagnostics.Select(Show)], "nothing was packed");
        return contents.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error) ? null : contents;
    }
}
