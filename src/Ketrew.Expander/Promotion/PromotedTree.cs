using System.Text;
using Ketrew.Expander.Globbing;
using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Promotion;

/// <summary>All promoted files of a workflow, in as many directories as it has.</summary>
public static class PromotedTree
{
    /// <summary>The files between the written workflow and the expanded one, one per level of expansion and workflow file.</summary>
    /// <param name="expansion">Without errors.</param>
    public static IReadOnlyList<ExpandedFile> Levels(ExpansionResult expansion) =>
        expansion.Files.Value is [var first, ..] ? new FileExpansion(first.Root).Levels(expansion.Scopes, expansion.Roots) : [];

    /// <summary>
    /// Files that we wrote for this workflow earlier, and that nothing stands for any more: of a directory whose workflow file is gone — the promoted root
    /// would still find them — and of levels that aren't kept.
    /// </summary>
    /// <param name="expansion">Without errors.</param>
    /// <param name="kept">What is written.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static IReadOnlyList<PromotedFile> LeftOver(ExpansionResult expansion, IEnumerable<ExpandedFile> kept)
    {
        HashSet<ProjectPath> paths = [.. kept.Select(file => file.Path)];
        return expansion.Files.Value is [var first, ..] ? [.. OnDisk(first.Root, expansion.Scopes).Where(file => !paths.Contains(file.Path))] : [];
    }

    /// <summary>Every file that promotion wrote for a workflow. Nothing is expanded: what can't be expanded any more can still be removed.</summary>
    /// <param name="options">The workflow.</param>
    /// <param name="foreign">Files in the places of promoted ones that we didn't write.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static IReadOnlyList<PromotedFile> Find(ExpanderOptions options, out IReadOnlyList<PromotedFile> foreign)
    {
        ValueList<Scope> scopes = WorkflowExpander.Load(options, CancellationToken.None).Scopes;
        string name = FileExpansion.NameFor(options.File);
        foreign = [.. scopes.Select(scope => new PromotedFile(options.Root, scope.Directory / name)).Where(file => file.IsForeign)];

        // Of a root file that is no YAML any more, only its own directory is known.
        return scopes.IsEmpty ? [.. new[] { new PromotedFile(options.Root, name) }.Where(file => file.IsOurs)] : [.. OnDisk(options.Root, scopes)];
    }

    /// <summary>Writes and deletes files: all or none, as far as a file system allows. Refusing is the caller's business.</summary>
    /// <param name="written">Files to write.</param>
    /// <param name="deleted">Files to delete.</param>
    /// <exception cref="KetrewException">A directory can't be written; everything is as it was.</exception>
    public static void Apply(IEnumerable<ExpandedFile> written, IEnumerable<PromotedFile> deleted)
    {
        FileChanges changes = new();
        foreach (ExpandedFile file in written)
        {
            changes.Write(file.Disk.FullPath, Encoding.UTF8.GetBytes(file.FileText));
        }

        foreach (PromotedFile file in deleted)
        {
            changes.Delete(file.FullPath);
        }

        changes.Commit();
    }

    private static IEnumerable<PromotedFile> OnDisk(string root, ValueList<Scope> scopes)
    {
        World world = new(root, static _ => null);
        GlobWalker walker = new(world.ListEverything);
        ProjectPath rootFile = scopes[0].File.Path;
        string name = FileExpansion.NameFor(rootFile);
        IEnumerable<ProjectPath> own = scopes.SelectMany(scope => world.ListEverything(scope.Directory)
            .Where(entry => FileExpansion.IsNameFor(rootFile, entry.Name))
            .Select(entry => scope.Directory / entry.Name));
        IEnumerable<ProjectPath> orphans = scopes.SelectMany(scope => Parts(walker, scope, name)).Where(path => IsOrphan(root, path));
        return own.Concat(orphans).Distinct().Order().Select(path => new PromotedFile(root, path)).Where(file => file.IsOurs);
    }

    private static IEnumerable<ProjectPath> Parts(GlobWalker walker, Scope scope, string name) => scope.File.Directories
        .Where(pattern => !pattern.Value.Patterns[0].StartsWith('!'))
        .SelectMany(pattern => walker.Walk(new GlobPattern([$"{pattern.Value.Patterns[0]}/{name}"])));

    private static bool IsOrphan(string root, ProjectPath path) =>
        new PromotedFile(root, path).Found?.Source is { } source && !File.Exists(Path.Combine(root, path.Parent.Value, source));
}
