using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.Engine.Planning;
using Ketrew.Expander;
using Ketrew.Expander.Determinism;
using Ketrew.Expander.Packages;
using Ketrew.Expander.Packages.Checking;
using Ketrew.Expander.Packages.Listing;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Expander.Packages.Packing;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Plugins;

/// <summary>Looks at a package as those will who get it: in a copy of its folder, with nothing remembered.</summary>
/// <param name="session">Where progress goes.</param>
/// <param name="folder">The package.</param>
internal sealed class PackageCheckup(Session session, PluginFolder folder)
{
    private const string Example = "example.yaml";

    private static readonly HashSet<string> _leftOut = new([".git", ".ketrew", ".vs", "bin", "obj"], StringComparer.Ordinal);

    /// <summary>One finding after the other.</summary>
    public async IAsyncEnumerable<Finding> ExamineAsync()
    {
        using ScratchDirectory scratch = ScratchDirectory.Create();
        Copy(new DirectoryInfo(folder.Path), scratch.FullPath);
        ExpanderOptions options = Workflow.OptionsFor(session, new ProjectLocation(scratch.FullPath, Example)) with { Prefixes = Prefixes() };
        PackageContents contents = await PackageContents.GatherAsync(options, scratch.FullPath, ".", session.Signals.Stop);
        foreach (Finding finding in contents.Diagnostics.Select(Of))
        {
            yield return finding;
        }

        if (contents.Manifest is not { } manifest)
        {
            yield break;
        }

        yield return Version(manifest);
        if (contents.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error))
        {
            yield break;
        }

        yield return SameVersion(manifest, contents, scratch.FullPath);
        foreach (Diagnostic problem in SiteReview.Of(manifest, options.Prefixes))
        {
            yield return Of(problem);
        }

        if (manifest.Pieces.Any(piece => piece.IsForBackends))
        {
            foreach (Finding finding in await BackendsAsync(options))
            {
                yield return finding;
            }
        }

        if (manifest.Pieces.All(piece => piece.IsForBackends))
        {
            // Nobody uses it in an example, which would tell the same.
            foreach (Diagnostic problem in InstallCheck.Of(scratch.FullPath, new PackagePrefix("nowhere", Path.Combine(scratch.FullPath, ".ketrew", "nowhere")), options.Prefixes).Problems)
            {
                yield return Of(Relative(problem, scratch.FullPath));
            }

            yield break;
        }

        await foreach (Finding finding in ExamineAsync(options, manifest))
        {
            yield return finding;
        }
    }

    private async IAsyncEnumerable<Finding> ExamineAsync(ExpanderOptions options, PackageManifest manifest)
    {
        if (!File.Exists(Path.Combine(options.Root, Example)))
        {
            yield return new Finding($"there is no `{Example}` that shows how its stanzas are used", false, Hint: "write a workflow file with `package: .` among its `plugins`");
            yield break;
        }

        ExpansionResult result = await WorkflowExpander.ExpandAsync(options, session.Signals.Stop);
        foreach (Finding finding in ProblemsOf(result))
        {
            yield return finding;
        }

        ValueList<StanzaReview> stanzas = await StanzaReview.OfAsync(options, manifest.Name, session.Signals.Stop);
        foreach (Finding finding in stanzas.SelectMany(Documentation).Concat(Usage(manifest, stanzas, result)))
        {
            yield return finding;
        }

        if (result.Plan is not null)
        {
            foreach (Finding finding in await DeterminismAsync(options, result))
            {
                yield return finding;
            }
        }
    }

    private async Task<IEnumerable<Finding>> BackendsAsync(ExpanderOptions options)
    {
        BackendReview review = await BackendReview.OfAsync(options, session.Signals.Stop);
        return review.Kinds.IsEmpty
            ? review.Problems.Select(Of)
            : [new Finding($"kinds of backends: {string.Join(", ", review.Kinds.Select(kind => $"`{kind}`"))}", true)];
    }

    private static Finding Version(PackageManifest manifest) => manifest.Version is { Major: 0, Minor: 0, Patch: 0 }
        ? new Finding($"version {manifest.Version} says that there is nothing yet", false, Hint: "version: 0.1.0")
        : new Finding($"{manifest.Name} {manifest.Version}", true);

    // A version is a promise: the same files everywhere.
    private Finding SameVersion(PackageManifest manifest, PackageContents contents, string scratch)
    {
        string passedOn = Path.Combine(scratch, ".ketrew", "passed-on");
        contents.WriteTo(passedOn);
        Digest digest = PackageDigest.Of(passedOn);
        string? other = Prefixes().Select(prefix => prefix.FolderOf(manifest.Name, manifest.Version))
            .FirstOrDefault(installed => Directory.Exists(installed) && PackageDigest.Of(installed) != digest);
        return other is null
            ? new Finding($"{contents.Files.Count + 1} files are passed on", true)
            : new Finding($"version {manifest.Version} is installed with other files: {other}", false, Hint: "give it another `version`");
    }

    private IEnumerable<Finding> ProblemsOf(ExpansionResult result)
    {
        List<Diagnostic> problems = [.. result.Diagnostics];
        if (result.Plan is { } plan)
        {
            _ = TargetGraph.TryBuild(plan, out _, out ValueList<Diagnostic> found);
            problems.AddRange(found);
        }

        return problems.Count > 0
            ? problems.Select(Of)
            : [new Finding($"{Example} stands for {StateText.Count(result.Plan?.Targets.Count ?? 0, "target")}", true)];
    }

    private static IEnumerable<Finding> Documentation(StanzaReview stanza)
    {
        if (!stanza.IsDocumented)
        {
            yield return new Finding($"`{stanza.Name}` has no documentation", false, Hint: "say in a sentence what it stands for: `/// <summary>…</summary>` above its class, or `description:` in a template");
        }

        if (!stanza.UndocumentedFields.IsEmpty)
        {
            yield return new Finding(
                $"`{stanza.Name}` has fields without documentation: {string.Join(", ", stanza.UndocumentedFields.Select(field => $"`{field}`"))}",
                false,
                Hint: "say in a sentence what each means: `/// <param name=\"…\">…</param>` above the record of its fields, or `description:` in a template");
        }

        if (stanza.IsDocumented && stanza.UndocumentedFields.IsEmpty)
        {
            yield return new Finding($"`{stanza.Name}` is documented, and so are its fields", true);
        }
    }

    private static IEnumerable<Finding> Usage(PackageManifest manifest, ValueList<StanzaReview> stanzas, ExpansionResult result)
    {
        if (stanzas.IsEmpty)
        {
            // What can't be loaded has been told.
            return result.Plan is null ? [] : [new Finding($"{Example} doesn't declare this package", false, Hint: "plugins: [{ package: . }]")];
        }

        // With the package's name, or with what `as` calls it.
        HashSet<string> used = [.. result.Stanzas.Select(report => report.Stanza[(report.Stanza.LastIndexOf('.') + 1)..])];
        string[] unused = [.. stanzas.Where(stanza => !used.Contains(stanza.Name)).Select(stanza => $"`{manifest.Name}.{stanza.Name}`")];
        return unused.Length == 0
            ? [new Finding($"{Example} uses every stanza", true)]
            : [new Finding($"{Example} doesn't use {string.Join(", ", unused)}", false, Hint: "people copy from examples: let it use each once")];
    }

    private async Task<IEnumerable<Finding>> DeterminismAsync(ExpanderOptions options, ExpansionResult first)
    {
        ValueList<Diagnostic> problems = await DeterminismCheck.OfAsync(options, first, session.Signals.Stop);
        return problems.IsEmpty
            ? [new Finding("expanded twice, in two processes with other hash codes, time zone and culture: the same questions, the same targets", true)]
            : problems.Except(first.Diagnostics).Select(Of);
    }

    private ValueList<PackagePrefix> Prefixes() =>
    [
        .. PackagePrefix.InOrder(folder.Path, Installation.PackageDirectory, Environment.GetEnvironmentVariable)
            .Concat(PackagePlaces.Find(folder.Path, null).Prefixes)
            .DistinctBy(prefix => prefix.Path),
    ];

    private static Diagnostic Relative(Diagnostic problem, string root) => problem with
    {
        Span = problem.Span is { } place ? place with { File = Path.GetRelativePath(root, place.File) } : null,
    };

    private Finding Of(Diagnostic problem) =>
        new($"{(folder.Show(problem).Span is { } place ? $"{place}: " : "")}{problem.Message} ({problem.Code})", false, Hint: problem.Hint);

    private void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (FileSystemInfo entry in from.EnumerateFileSystemInfos())
        {
            string copy = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } target)
            {
                File.CreateSymbolicLink(copy, InCopy(from.FullName, target));
            }
            else if (entry is FileInfo file)
            {
                file.CopyTo(copy);
            }
            else if (!_leftOut.Contains(entry.Name))
            {
                Copy((DirectoryInfo)entry, copy);
            }
        }
    }

    // What leads to a file of the folder leads to its copy; what leads out still does.
    private string InCopy(string directory, string target)
    {
        string full = Path.GetFullPath(target, directory);
        return full.StartsWith(folder.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? Path.GetRelativePath(directory, full) : full;
    }
}
